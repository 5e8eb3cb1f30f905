// The one place where an error becomes what a client may see. Everything below throws freely; nothing of SQL Server's words, paths or
// stacks gets past here to anybody but a developer.

import { BusinessRefusal, ParameterConversionError, PoolExhausted, ProcedureCancelled, ProcedureTimeout } from '../sql/errors.ts';
import { translate } from '../renderer/locale.ts';
import type { ErrorCode } from './errors.ts';
import { errorCatalogue, RequestError } from './errors.ts';
import { isDeveloper } from './render-context.ts';
import type { RequestContext } from './request-context.ts';
import { describe } from './trace.ts';

/** An error in terms of the catalogue: `text` in the visitor's language for everybody, `detail` for developers only. */
export interface Failure {
  readonly code: ErrorCode;
  readonly status: number;
  readonly text: string;
  readonly detail: string;
  /** Whether it is our or the solution's fault and belongs in the error log. */
  readonly isFault: boolean;
  /** What is missing when that is the failure. */
  readonly missingProcedure?: string;
}

export function toFailure(ctx: RequestContext, error: unknown): Failure {
  const known = toRequestError(error);
  const text = known.text ?? translate(ctx.lang, `errors.${known.code}`, known.params) ?? known.code;
  const isFault = known.status >= 500;
  if (isFault) {
    ctx.trace.error(known.code, error);
    ctx.app.log.error({ err: error, traceId: ctx.traceId, url: ctx.url }, known.message);
  }
  return {
    code: known.code,
    status: known.status,
    text,
    detail: known.detail ?? describe(known.cause ?? error),
    isFault,
    ...missing(known),
  };
}

function missing({ code, params }: RequestError): { missingProcedure?: string } {
  return code === 'procedureMissing' && params.name !== undefined ? { missingProcedure: String(params.name) } : {};
}

/** The reason when the visitor is a developer. */
export function visibleDetail(ctx: RequestContext, failure: Failure): string | undefined {
  return isDeveloper(ctx.visitor) ? failure.detail : undefined;
}

function toRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof BusinessRefusal) return new RequestError('refused', { text: error.text, cause: error });
  if (error instanceof ParameterConversionError) {
    return new RequestError('badRequest', { detail: error.message, cause: error });
  }
  if (error instanceof ProcedureTimeout) return new RequestError('requestTimeout', { detail: error.message, cause: error });
  if (error instanceof ProcedureCancelled) return new RequestError('requestTimeout', { detail: error.message, cause: error });
  if (error instanceof PoolExhausted) return new RequestError('unavailable', { detail: error.message, cause: error });
  const byStatus = fastifyCode(error);
  return new RequestError(byStatus ?? 'failed', { cause: error });
}

/** Fastify and its plugins say 4xx by a `statusCode` property: bodies that do not parse, CSRF, rate limits. */
function fastifyCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  if ('code' in error && typeof error.code === 'string' && error.code.startsWith('FST_CSRF')) return 'csrf';
  if (statusCode === 400 || statusCode === 413 || statusCode === 415 || statusCode === 404 || statusCode === 429) {
    const found = Object.entries(errorCatalogue).find(([, status]) => status === statusCode);
    return found?.[0] as ErrorCode | undefined;
  }
  return undefined;
}
