// What the overview tells: one round trip for everything that the database knows, the rest from the definitions in memory.

import type { RequestContext } from '../../engine/request-context.ts';
import { describeFinding } from '../../metadata/findings.ts';
import { kindNames } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { isAllowed } from '../../engine/access.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { visitorWith } from '../users/rights.ts';

export interface Overview {
  readonly kinds: readonly { readonly kind: KindName; readonly count: number }[];
  readonly pagesByRole: readonly { readonly role: string; readonly pages: number }[];
  readonly broken: readonly { readonly kind: KindName; readonly code: string; readonly reason: string }[];
  readonly drafts: readonly { readonly kind: string; readonly code: string; readonly by: string }[];
  readonly procedures: number;
  readonly tables: number;
  readonly users: number;
  readonly sessions: number;
  readonly errorsToday: number;
  readonly errors: readonly {
    readonly code: string;
    readonly text: string;
    readonly count: number;
    readonly last: Date;
    readonly traceId: string;
  }[];
  readonly slow: readonly { readonly code: string; readonly count: number; readonly longest: number }[];
  readonly jobs: readonly { readonly code: string; readonly status: string; readonly started: Date; readonly message: string }[];
  readonly checks: readonly { readonly code: string; readonly violations: number; readonly finished: Date }[];
  readonly changes: readonly {
    readonly kind: string;
    readonly code: string;
    readonly action: string;
    readonly by: string;
    readonly changed: Date;
  }[];
}

const FIGURES = `
DECLARE @day datetime2(3) = DATEADD(hour, -24, SYSUTCDATETIME());
SELECT
  (SELECT COUNT(*) FROM sys.procedures WHERE schema_id = SCHEMA_ID(N'dbo')) AS procedures,
  (SELECT COUNT(*) FROM sys.tables WHERE schema_id <> SCHEMA_ID(N'platform')) AS tables,
  (SELECT COUNT(*) FROM platform.[user] WHERE isActive = 1) AS users,
  (SELECT COUNT(*) FROM platform.session WHERE revokedAt IS NULL AND expires > SYSUTCDATETIME() AND DATEADD(minute, idleMinutes, lastSeen) > SYSUTCDATETIME()) AS sessions,
  (SELECT COUNT(*) FROM platform.trace WHERE created > @day AND kind = 'error') AS errors;
SELECT TOP (5) code, MAX(LEFT(text, 300)) AS text, COUNT(*) AS count, MAX(created) AS last, MAX(traceID) AS traceID
FROM platform.trace WHERE created > @day AND kind = 'error' GROUP BY code ORDER BY COUNT(*) DESC, MAX(created) DESC;
SELECT TOP (5) code, COUNT(*) AS count, MAX(ms) AS longest
FROM platform.trace WHERE created > @day AND kind = 'procedure' AND level = 1 GROUP BY code ORDER BY MAX(ms) DESC;
SELECT TOP (6) r.code, r.status, r.started, LEFT(r.message, 300) AS message
FROM platform.job_run AS r
WHERE r.id IN (SELECT MAX(id) FROM platform.job_run GROUP BY code)
ORDER BY CASE r.status WHEN 'failed' THEN 0 ELSE 1 END, r.started DESC;
SELECT TOP (6) r.code, r.violations, r.finished
FROM platform.check_run AS r
WHERE r.id IN (SELECT MAX(id) FROM platform.check_run WHERE status = 'done' GROUP BY code) AND r.violations > 0
ORDER BY r.violations DESC;
SELECT TOP (8) kind, code, action, changedBy, changed FROM platform.definition_history WHERE changedBy IS NOT NULL ORDER BY id DESC;
SELECT kind, code, draftBy FROM platform.definition WHERE draft IS NOT NULL ORDER BY kind, code;`;

export async function readOverview(ctx: RequestContext): Promise<Overview> {
  const { definitions, db } = ctx.app;
  const sets = await runSql(db, FIGURES, {}, { signal: ctx.signal });
  const rows = (at: number): readonly Row[] => sets[at]?.rows ?? [];
  const [counts] = rows(0);
  const number = (row: Row | undefined, name: string): number => Number(cell(row, name) ?? 0);
  const text = (row: Row, name: string): string => String(cell(row, name) ?? '');
  const date = (row: Row, name: string): Date => {
    const value = cell(row, name);
    return value instanceof Date ? value : new Date(`${String(value)}Z`);
  };
  return {
    kinds: kindNames.map((kind) => ({ kind, count: definitions.all(kind).length })),
    pagesByRole: pagesByRole(ctx),
    broken: kindNames.flatMap((kind) =>
      definitions
        .all(kind)
        .flatMap((one) =>
          'findings' in one ? [{ kind, code: one.code, reason: one.findings.slice(0, 1).map(describeFinding).join('') }] : [],
        ),
    ),
    drafts: rows(6).map((row) => ({ kind: text(row, 'kind'), code: text(row, 'code'), by: text(row, 'draftBy') })),
    procedures: number(counts, 'procedures'),
    tables: number(counts, 'tables'),
    users: number(counts, 'users'),
    sessions: number(counts, 'sessions'),
    errorsToday: number(counts, 'errors'),
    errors: rows(1).map((row) => ({
      code: text(row, 'code'),
      text: text(row, 'text'),
      count: number(row, 'count'),
      last: date(row, 'last'),
      traceId: text(row, 'traceID'),
    })),
    slow: rows(2).map((row) => ({ code: text(row, 'code'), count: number(row, 'count'), longest: number(row, 'longest') })),
    jobs: rows(3).map((row) => ({
      code: text(row, 'code'),
      status: text(row, 'status'),
      started: date(row, 'started'),
      message: text(row, 'message'),
    })),
    checks: rows(4).map((row) => ({ code: text(row, 'code'), violations: number(row, 'violations'), finished: date(row, 'finished') })),
    changes: rows(5).map((row) => ({
      kind: text(row, 'kind'),
      code: text(row, 'code'),
      action: text(row, 'action'),
      by: text(row, 'changedBy'),
      changed: date(row, 'changed'),
    })),
  };
}

function pagesByRole(ctx: RequestContext): Overview['pagesByRole'] {
  const { definitions } = ctx.app;
  const pages = definitions.all('page').flatMap((page) => ('findings' in page ? [] : [page.definition]));
  return definitions.all('role').map(({ code }) => {
    const visitor = visitorWith(ctx, { userID: -1, username: code, roles: [code] });
    return { role: code, pages: pages.filter(({ roles }) => isAllowed(roles, visitor)).length };
  });
}
