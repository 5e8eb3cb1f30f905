// Whether the session behind an open stream still holds. Unlike the beginning of a request it does not count as use of the session: a page
// that is left open must not keep it alive.

import { cell } from '../sql/procedures.ts';
import { runSql } from '../sql/query.ts';
import { beginTrace } from './trace.ts';
import type { RequestContext } from './request-context.ts';

const CHECK = `
  DECLARE @now datetime2(3) = SYSUTCDATETIME();
  SELECT (SELECT v.number FROM platform.revision AS v WHERE v.id = 1) AS revision, u.id AS userID,
    (SELECT STRING_AGG(CAST(r.code AS nvarchar(max)), N',') FROM platform.user_role AS ur
      JOIN platform.role AS r ON r.code = ur.roleCode WHERE ur.userID = u.id AND r.isActive = 1) AS roles
  FROM platform.session AS s
  JOIN platform.[user] AS u ON u.id = s.userID
  LEFT JOIN platform.[user] AS b ON b.id = s.realUserID
  WHERE s.id = @sessionID AND s.revokedAt IS NULL AND s.expires > @now AND s.lastSeen > DATEADD(MINUTE, -s.idleMinutes, @now)
    AND u.isActive = 1 AND (s.realUserID IS NULL OR b.isActive = 1);`;

/**
 * The context with the roles and definitions of this moment and a trace of its own; undefined when the session is over. `signal` takes the
 * place of the request's, which ends long before a stream does.
 */
export async function currentContext(ctx: RequestContext, signal: AbortSignal): Promise<RequestContext | undefined> {
  const { app, visitor } = ctx;
  if (visitor.sessionID === null) return undefined;
  const [found] = await runSql(app.db, CHECK, { sessionID: visitor.sessionID }, { signal });
  const row = found?.rows[0];
  if (row === undefined || Number(cell(row, 'userID')) !== visitor.userID) return undefined;
  await app.definitions.ensure(Number(cell(row, 'revision')));
  const codes = String(cell(row, 'roles') ?? '').split(',');
  const roles = new Set(codes.map((role) => role.trim().toLowerCase()).filter(Boolean));
  return { ...ctx, signal, trace: beginTrace(ctx.traceId), visitor: { ...visitor, roles } };
}
