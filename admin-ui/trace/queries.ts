// Questions to the trace, the audit log and the outbox. Each is one statement, takes its values as parameters and reads one page.

import type { Database } from '../../sql/connection.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';

export const PAGE = 100;

export interface RequestFilter {
  readonly user: string;
  readonly url: string;
  /** Milliseconds. */
  readonly least: number;
  readonly onlyErrors: boolean;
  /** Requests before this row; 0 for the newest. */
  readonly before: number;
}

export interface TracedRequest {
  readonly id: number;
  readonly traceId: string;
  readonly created: Date;
  readonly username: string;
  /** `GET 200`. */
  readonly header: string;
  readonly url: string;
  readonly pageCode: string;
  readonly ms: number;
}

/** Requests that the trace kept, newest first. */
export async function readRequests(db: Database, filter: RequestFilter): Promise<TracedRequest[]> {
  const rows = await read(
    db,
    `SELECT TOP (${PAGE}) t.id, t.traceID, t.created, ISNULL(u.username, N'') AS username, t.header, t.url, t.code, t.ms
     FROM platform.trace AS t
     LEFT JOIN platform.[user] AS u ON u.id = t.userID
     WHERE t.kind = 'request' AND (@before = 0 OR t.id < @before)
       AND (@user = N'' OR u.username LIKE @user) AND (@url = N'' OR t.url LIKE @url) AND ISNULL(t.ms, 0) >= @least
       AND (@onlyErrors = 0 OR t.header LIKE N'% [45]__' OR EXISTS (SELECT 1 FROM platform.trace AS e WHERE e.traceID = t.traceID AND e.kind = 'error'))
     ORDER BY t.id DESC;`,
    { ...filter, user: part(filter.user), url: part(filter.url), onlyErrors: filter.onlyErrors ? 1 : 0 },
  );
  return rows.map((row) => ({
    id: number(row, 'id'),
    traceId: text(row, 'traceID'),
    created: date(row, 'created'),
    username: text(row, 'username'),
    header: text(row, 'header'),
    url: text(row, 'url'),
    pageCode: text(row, 'code'),
    ms: number(row, 'ms'),
  }));
}

export interface TraceLine {
  readonly kind: string;
  readonly code: string;
  readonly header: string;
  readonly text: string;
  readonly url: string;
  readonly username: string;
  readonly created: Date;
  readonly ms: number;
  readonly rows: number;
  readonly component: string;
  readonly call: string;
  readonly at: number;
}

/** Everything that one request left, in the order it was written. */
export async function readTrace(db: Database, traceId: string): Promise<TraceLine[]> {
  const rows = await read(
    db,
    `SELECT TOP (1000) t.kind, t.code, t.header, t.text, t.url, t.ms, t.[rows], t.details, t.created, ISNULL(u.username, t.username) AS username
     FROM platform.trace AS t LEFT JOIN platform.[user] AS u ON u.id = t.userID
     WHERE t.traceID = @traceId ORDER BY t.id;`,
    { traceId },
  );
  return rows.map((row) => {
    const { component = '', call = '', at = 0 } = detailsOf(row);
    return {
      kind: text(row, 'kind'),
      code: text(row, 'code'),
      header: text(row, 'header'),
      text: text(row, 'text'),
      url: text(row, 'url'),
      username: text(row, 'username'),
      created: date(row, 'created'),
      ms: number(row, 'ms'),
      rows: number(row, 'rows'),
      component,
      call,
      at,
    };
  });
}

export interface ErrorGroup {
  readonly code: string;
  readonly text: string;
  readonly count: number;
  readonly users: number;
  readonly first: Date;
  readonly last: Date;
  readonly traceId: string;
}

/** Errors of the last `days`, one line for each code and text. Numbers and quoted words in a text make no groups of their own. */
export async function readErrorGroups(db: Database, days: number): Promise<ErrorGroup[]> {
  const rows = await read(
    db,
    `WITH errors AS (
       SELECT code, LEFT(ISNULL(text, N''), CASE WHEN PATINDEX(N'%[0-9''"(]%', text) > 20 THEN PATINDEX(N'%[0-9''"(]%', text) ELSE 200 END) AS pattern,
         text, created, userID, traceID
       FROM platform.trace WHERE kind = 'error' AND created > DATEADD(day, -@days, SYSUTCDATETIME())
     )
     SELECT TOP (${PAGE}) code, pattern, MAX(LEFT(text, 1000)) AS text, COUNT(*) AS count, COUNT(DISTINCT userID) AS users,
       MIN(created) AS first, MAX(created) AS last, MAX(traceID) AS traceID
     FROM errors GROUP BY code, pattern ORDER BY MAX(created) DESC;`,
    { days },
  );
  return rows.map((row) => ({
    code: text(row, 'code'),
    text: text(row, 'text'),
    count: number(row, 'count'),
    users: number(row, 'users'),
    first: date(row, 'first'),
    last: date(row, 'last'),
    traceId: text(row, 'traceID'),
  }));
}

export interface SlowProcedure {
  readonly code: string;
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly longest: number;
  /** Calls kept for each of the last 14 days, the oldest first. */
  readonly trend: readonly number[];
}

/** Procedures whose calls the trace kept (slow ones always, others while details are switched on). Percentiles by nearest rank. */
export async function readSlowProcedures(db: Database): Promise<SlowProcedure[]> {
  const [rows, days] = await Promise.all([
    read(
      db,
      `WITH ranked AS (
         SELECT code, ms, ROW_NUMBER() OVER (PARTITION BY code ORDER BY ms) AS place, COUNT(*) OVER (PARTITION BY code) AS count
         FROM platform.trace WHERE kind = 'procedure' AND ms IS NOT NULL AND created > DATEADD(day, -14, SYSUTCDATETIME())
       )
       SELECT TOP (${PAGE}) code, MAX(count) AS count, MAX(ms) AS longest,
         MIN(CASE WHEN place >= 0.5 * count THEN ms END) AS p50,
         MIN(CASE WHEN place >= 0.95 * count THEN ms END) AS p95,
         MIN(CASE WHEN place >= 0.99 * count THEN ms END) AS p99
       FROM ranked GROUP BY code ORDER BY MIN(CASE WHEN place >= 0.95 * count THEN ms END) DESC;`,
    ),
    read(
      db,
      `SELECT code, DATEDIFF(day, created, SYSUTCDATETIME()) AS ago, COUNT(*) AS count
       FROM platform.trace WHERE kind = 'procedure' AND created > DATEADD(day, -14, SYSUTCDATETIME())
       GROUP BY code, DATEDIFF(day, created, SYSUTCDATETIME());`,
    ),
  ]);
  const trends = new Map<string, number[]>();
  for (const row of days) {
    const trend = trends.get(text(row, 'code')) ?? new Array<number>(14).fill(0);
    trends.set(text(row, 'code'), trend);
    const at = 13 - number(row, 'ago');
    if (at >= 0) trend[at] = number(row, 'count');
  }
  return rows.map((row) => ({
    code: text(row, 'code'),
    count: number(row, 'count'),
    p50: number(row, 'p50'),
    p95: number(row, 'p95'),
    p99: number(row, 'p99'),
    longest: number(row, 'longest'),
    trend: trends.get(text(row, 'code')) ?? [],
  }));
}

export interface PageVisits {
  readonly pageCode: string;
  readonly visits: number;
  readonly users: number;
  readonly p50: number;
  readonly last: Date;
  /** The page that is opened next most often, and how often. */
  readonly next: string;
}

/** Pages opened in the last `days`: how often, by how many, and where people went from there. */
export async function readVisits(db: Database, { days, user }: { days: number; user: string }): Promise<PageVisits[]> {
  const rows = await read(
    db,
    `WITH visits AS (
       SELECT t.code, t.userID, t.created, t.ms, LEAD(t.code) OVER (PARTITION BY t.userID ORDER BY t.id) AS following,
         ROW_NUMBER() OVER (PARTITION BY t.code ORDER BY t.ms) AS place, COUNT(*) OVER (PARTITION BY t.code) AS count
       FROM platform.trace AS t LEFT JOIN platform.[user] AS u ON u.id = t.userID
       WHERE t.kind = 'request' AND t.code <> N'' AND t.header LIKE N'GET 2__' AND t.created > DATEADD(day, -@days, SYSUTCDATETIME())
         AND (@user = N'' OR u.username LIKE @user)
     ), paths AS (
       SELECT code, following, ROW_NUMBER() OVER (PARTITION BY code ORDER BY COUNT(*) DESC) AS place, COUNT(*) AS count
       FROM visits WHERE following IS NOT NULL AND following <> code GROUP BY code, following
     )
     SELECT TOP (${PAGE}) v.code, COUNT(*) AS visits, COUNT(DISTINCT v.userID) AS users, MAX(v.created) AS last,
       MIN(CASE WHEN v.place >= 0.5 * v.count THEN v.ms END) AS p50,
       MAX(p.following + N' (' + CAST(p.count AS nvarchar(12)) + N')') AS following
     FROM visits AS v LEFT JOIN paths AS p ON p.code = v.code AND p.place = 1
     GROUP BY v.code ORDER BY COUNT(*) DESC;`,
    { days, user: part(user) },
  );
  return rows.map((row) => ({
    pageCode: text(row, 'code'),
    visits: number(row, 'visits'),
    users: number(row, 'users'),
    p50: number(row, 'p50'),
    last: date(row, 'last'),
    next: text(row, 'following'),
  }));
}

export interface AuditLine {
  readonly id: number;
  readonly created: Date;
  readonly username: string;
  readonly action: string;
  readonly object: string;
  readonly details: string;
  readonly ip: string;
}

export async function readAudit(
  db: Database,
  { user, action, object, before }: { user: string; action: string; object: string; before: number },
): Promise<AuditLine[]> {
  const rows = await read(
    db,
    `SELECT TOP (${PAGE}) a.id, a.created, ISNULL(u.username, N'') AS username, a.action, a.object, LEFT(a.details, 500) AS details, a.ip
     FROM platform.audit AS a LEFT JOIN platform.[user] AS u ON u.id = a.userID
     WHERE (@before = 0 OR a.id < @before) AND (@user = N'' OR u.username LIKE @user) AND (@action = N'' OR a.action LIKE @action)
       AND (@object = N'' OR a.object LIKE @object)
     ORDER BY a.id DESC;`,
    { user: part(user), action: part(action), object: part(object), before },
  );
  return rows.map((row) => ({
    id: number(row, 'id'),
    created: date(row, 'created'),
    username: text(row, 'username'),
    action: text(row, 'action'),
    object: text(row, 'object'),
    details: text(row, 'details'),
    ip: text(row, 'ip'),
  }));
}

export interface OutboxLine {
  readonly id: number;
  readonly type: string;
  readonly status: string;
  readonly attempts: number;
  readonly created: Date;
  readonly createdBy: string;
  readonly lastError: string;
  readonly traceId: string;
}

/** Actions that wait or failed; what is done is left out. */
export async function readOutbox(db: Database): Promise<OutboxLine[]> {
  const rows = await read(
    db,
    `SELECT TOP (${PAGE}) id, type, status, attempts, created, createdBy, LEFT(lastError, 500) AS lastError, traceID
     FROM platform.outbox WHERE status <> 'done' ORDER BY CASE status WHEN 'dead' THEN 0 WHEN 'failed' THEN 1 ELSE 2 END, id DESC;`,
  );
  return rows.map((row) => ({
    id: number(row, 'id'),
    type: text(row, 'type'),
    status: text(row, 'status'),
    attempts: number(row, 'attempts'),
    created: date(row, 'created'),
    createdBy: text(row, 'createdBy'),
    lastError: text(row, 'lastError'),
    traceId: text(row, 'traceID'),
  }));
}

async function read(db: Database, statement: string, parameters: Parameters<typeof runSql>[2] = {}): Promise<readonly Row[]> {
  const [set] = await runSql(db, statement, parameters);
  return set?.rows ?? [];
}

/** For LIKE; '' stays '' and means "all". */
function part(given: string): string {
  return given === '' ? '' : `%${given.replace(/[[%_]/g, '[$&]')}%`;
}

function text(row: Row, name: string): string {
  return String(cell(row, name) ?? '');
}

function number(row: Row, name: string): number {
  return Number(cell(row, name) ?? 0);
}

function date(row: Row, name: string): Date {
  const value = cell(row, name);
  return value instanceof Date ? value : new Date(`${String(value)}Z`);
}

function detailsOf(row: Row): { component?: string; call?: string; at?: number } {
  const details = text(row, 'details');
  return details.startsWith('{') ? (JSON.parse(details) as { component?: string; call?: string; at?: number }) : {};
}
