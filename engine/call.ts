// Calls of the solution's procedures on behalf of a visitor: builds the dictionary that conventions §1 promise, passes the session context,
// traces the call. Components call procedures through here and nowhere else.

import { callProcedure } from '../sql/procedures.ts';
import type { ProcedureResult } from '../sql/procedures.ts';
import { ProcedureMissing } from '../sql/errors.ts';
import { execText } from '../sql/exec-text.ts';
import { RequestError } from './errors.ts';
import type { RequestContext } from './request-context.ts';

export interface ProcedureCall {
  /** Schema-qualified or of `dbo`; without brackets: `crud_orders_getItems`. */
  readonly name: string;
  /** Values by parameter name without `@`, in any letter case; what the procedure does not declare is not sent. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Own keys of the call's dictionary (filters, fields), over those that every call carries. */
  readonly dictionary?: ReadonlyMap<string, string>;
  /** A read may be repeated after a deadlock and is cancelled when the browser goes away. */
  readonly isRead: boolean;
  readonly timeoutMs?: number;
  /** Whatever it does is undone. */
  readonly isTrial?: boolean;
}

/** Calls an optional procedure; undefined when it does not exist, which means "skip". */
export async function callOptional(ctx: RequestContext, call: ProcedureCall): Promise<ProcedureResult | undefined> {
  // Asked before: most optional procedures are absent most of the time, and an absence is neither an error nor worth a row of the trace.
  if ((await ctx.app.db.signatures.signatureOf(call.name)) === undefined) return undefined;
  try {
    return await callTraced(ctx, call);
  } catch (error) {
    // Dropped this very moment.
    if (error instanceof ProcedureMissing) return undefined;
    throw error;
  }
}

/** Calls a procedure that must exist; its absence is the error `procedureMissing`, which offers developers to create it. */
export async function callRequired(ctx: RequestContext, call: ProcedureCall): Promise<ProcedureResult> {
  try {
    return await callTraced(ctx, call);
  } catch (error) {
    if (error instanceof ProcedureMissing) {
      throw new RequestError('procedureMissing', {
        detail: `procedure ${call.name} does not exist`,
        params: { name: call.name },
        cause: error,
      });
    }
    throw error;
  }
}

async function callTraced(ctx: RequestContext, call: ProcedureCall): Promise<ProcedureResult> {
  const options = callOptions(ctx, call);
  const signature = ctx.keepsDetails ? await ctx.app.db.signatures.signatureOf(call.name) : undefined;
  const span = ctx.trace.procedure(call.name, signature === undefined ? '' : execText(signature, options));
  try {
    const result = await callProcedure(ctx.app.db, options);
    span.end(result);
    return result;
  } catch (error) {
    span.fail(error);
    throw error;
  }
}

function callOptions(ctx: RequestContext, call: ProcedureCall): Parameters<typeof callProcedure>[1] {
  const { visitor } = ctx;
  return {
    name: call.name,
    values: { itemID: ctx.itemID, username: visitor.username, ...call.values },
    dictionary: dictionaryOf(ctx, call.dictionary),
    context: { username: visitor.username, userID: visitor.userID, roles: [...visitor.roles].join(','), traceID: ctx.traceId },
    // A change must not be cut off half-way because the browser left: only reads follow the request's signal.
    signal: call.isRead ? ctx.signal : undefined,
    timeoutMs: call.timeoutMs ?? ctx.app.config.procedureTimeoutMs,
    isRead: call.isRead,
    isTrial: call.isTrial,
  };
}

/**
 * The dictionary of every call: URL parameters, then the call's own keys, then what the platform alone may say. SQL Server compares keys
 * without regard to case, so a key is here once, whatever cases it came in: `?LANGID=` never stands beside the platform's `langID`.
 */
export function dictionaryOf(ctx: RequestContext, own: ReadonlyMap<string, string> = new Map()): Map<string, string> {
  const { lang, pageCode, ip, itemID, visitor } = ctx;
  const platform: [string, string][] = [
    ['langID', lang],
    ['lang', lang],
    ['pageCode', pageCode],
    ['ip', ip],
    ['username', visitor.username],
    ['userID', visitor.userID === null ? '' : String(visitor.userID)],
  ];
  const entries = new Map<string, readonly [string, string]>();
  for (const [key, value] of [...ctx.params, ['itemID', itemID] as const, ...own, ...platform])
    entries.set(key.toLowerCase(), [key, value]);
  return new Map(entries.values());
}
