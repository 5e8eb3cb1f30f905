// An incoming call: who asks and may, values that fit, the procedure `api_{code}`, its answer as JSON. Its sets are status, data, external
// actions.

import { describeFinding } from '../../metadata/findings.ts';
import type { ApiDefinition } from '../../metadata/kinds/api.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { isAllowed } from '../access.ts';
import type { App } from '../app.ts';
import { callRequired } from '../call.ts';
import { enqueueActions } from '../outbox.ts';
import { refusalText } from '../procedure-answer.ts';
import type { RequestContext } from '../request-context.ts';
import { columnText } from '../form/values.ts';
import { dictionaryValues, parameterFaults } from './parameters.ts';
import { ApiProblem } from './problem.ts';

export interface NamedApi {
  readonly code: string;
  readonly definition: ApiDefinition;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: { readonly ok: true; readonly message?: string; readonly data: readonly Row[] };
}

/** An incoming action that is there for callers; a broken one is our fault and says so. */
export function incomingOf(app: App, code: string): NamedApi | undefined {
  const stored = app.definitions.get('api', code);
  if (stored === undefined) return undefined;
  if ('findings' in stored) throw new Error(`api ${code} is broken: ${stored.findings.map(describeFinding).join('; ')}`);
  const { definition } = stored;
  return definition.direction === 'incoming' && definition.isActive ? { code: stored.code, definition } : undefined;
}

/** Incoming actions in the order of their codes. */
export function incomingApis(app: App): NamedApi[] {
  return app.definitions
    .all('api')
    .flatMap((stored) =>
      'findings' in stored || stored.definition.direction !== 'incoming' || !stored.definition.isActive
        ? []
        : [{ code: stored.code, definition: stored.definition }],
    )
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Carries a call out as the context's visitor. Throws ApiProblem for what the caller did wrong. */
export async function carryOutCall(
  ctx: RequestContext,
  { code, definition }: NamedApi,
  values: Record<string, unknown>,
): Promise<ApiAnswer> {
  const isAdmitted = isAllowed(definition.roles, ctx.visitor);
  ctx.trace.access({ what: `api ${code}`, isAllowed: isAdmitted, roles: definition.roles ?? '' });
  if (!isAdmitted) throw new ApiProblem({ status: 403, title: 'Forbidden', detail: 'The user of this key may not call this action.' });
  const errors = parameterFaults(definition, values);
  if (errors.length > 0) throw new ApiProblem({ status: 400, title: 'Parameters do not fit', errors });
  const result = await callRequired(ctx, {
    name: `${definition.schema}.${definition.procedure ?? `api_${code}`}`,
    dictionary: dictionaryValues(values),
    isRead: definition.method === 'GET',
  });
  const status = result.sets[0]?.rows[0];
  const asked = Number(cell(status, 'StatusCode') ?? 0);
  const refusal = refusalText(result);
  if (refusal !== undefined) {
    const refused = Number.isInteger(asked) && asked >= 400 && asked < 500 ? asked : 422;
    throw new ApiProblem({ status: refused, title: 'Refused', ...(refusal === '' ? {} : { detail: refusal }) });
  }
  await enqueueActions(ctx, result.sets[2]?.rows ?? []);
  const message = columnText(cell(status, 'Msg'));
  return {
    status: Number.isInteger(asked) && asked >= 200 && asked < 300 && asked !== 204 ? asked : 200,
    body: { ok: true, ...(message === '' ? {} : { message }), data: (result.sets[1]?.rows ?? []).map(jsonRow) },
  };
}

function jsonRow(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value]),
  );
}
