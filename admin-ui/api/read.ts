// Keys and the log of calls, for developers. What a key is nobody can read any more.

import { scopesOf } from '../../engine/api/keys.ts';
import type { App } from '../../engine/app.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';

export const PAGE = 100;

export interface KeyLine {
  readonly id: number;
  readonly name: string;
  readonly prefix: string;
  readonly username: string;
  readonly scopes: readonly string[];
  readonly state: 'active' | 'expired' | 'revoked';
  readonly created: Date;
  readonly expires: Date | undefined;
  readonly lastUsed: Date | undefined;
  readonly lastIP: string;
}

/** Those that hold first, then the newest. */
export async function readKeys(app: App): Promise<KeyLine[]> {
  const [set] = await runSql(
    app.db,
    `SELECT k.id, k.name, k.prefix, u.username, k.scopes, k.created, k.expires, k.revokedAt, k.lastUsed, k.lastIP,
       CASE WHEN k.revokedAt IS NOT NULL THEN 'revoked' WHEN k.expires <= SYSUTCDATETIME() THEN 'expired' ELSE 'active' END AS state
     FROM platform.api_key AS k JOIN platform.[user] AS u ON u.id = k.userID
     ORDER BY CASE WHEN k.revokedAt IS NULL AND (k.expires IS NULL OR k.expires > SYSUTCDATETIME()) THEN 0 ELSE 1 END, k.id DESC;`,
  );
  return (set?.rows ?? []).map((row) => ({
    id: Number(cell(row, 'id')),
    name: text(row, 'name'),
    prefix: text(row, 'prefix'),
    username: text(row, 'username'),
    scopes: scopesOf(text(row, 'scopes')),
    state: text(row, 'state') as KeyLine['state'],
    created: moment(row, 'created') ?? new Date(0),
    expires: moment(row, 'expires'),
    lastUsed: moment(row, 'lastUsed'),
    lastIP: text(row, 'lastIP'),
  }));
}

export interface CallFilter {
  readonly code: string;
  readonly direction: '' | 'in' | 'out';
  readonly onlyFailed: boolean;
  /** Calls before this one; 0 for the newest. */
  readonly before: number;
}

export interface CallLine {
  readonly id: number;
  readonly created: Date;
  readonly direction: 'in' | 'out';
  readonly code: string;
  readonly method: string;
  readonly url: string;
  readonly key: string;
  readonly username: string;
  readonly status: number | undefined;
  readonly ms: number;
  readonly bytes: number;
  readonly error: string;
  readonly traceId: string;
}

export async function readCalls(app: App, filter: CallFilter): Promise<CallLine[]> {
  const [set] = await runSql(
    app.db,
    `SELECT TOP (${PAGE}) c.id, c.created, c.direction, c.code, c.method, c.url, k.name AS keyName, c.username, c.status, c.ms, c.responseBytes, c.error, c.traceID
     FROM platform.api_call AS c LEFT JOIN platform.api_key AS k ON k.id = c.keyID
     WHERE (@before = 0 OR c.id < @before) AND (@code = N'' OR c.code = @code) AND (@direction = N'' OR c.direction = @direction)
       AND (@onlyFailed = 0 OR c.status IS NULL OR c.status >= 400)
     ORDER BY c.id DESC;`,
    { ...filter, onlyFailed: filter.onlyFailed ? 1 : 0 },
  );
  return (set?.rows ?? []).map((row) => {
    const status = cell(row, 'status');
    return {
      id: Number(cell(row, 'id')),
      created: moment(row, 'created') ?? new Date(0),
      direction: text(row, 'direction') as CallLine['direction'],
      code: text(row, 'code'),
      method: text(row, 'method'),
      url: text(row, 'url'),
      key: text(row, 'keyName'),
      username: text(row, 'username'),
      status: status === null || status === undefined ? undefined : Number(status),
      ms: Number(cell(row, 'ms')),
      bytes: Number(cell(row, 'responseBytes') ?? 0),
      error: text(row, 'error'),
      traceId: text(row, 'traceID'),
    };
  });
}

function text(row: Row, name: string): string {
  return String(cell(row, name) ?? '');
}

function moment(row: Row, name: string): Date | undefined {
  const value = cell(row, name);
  if (value === null || value === undefined) return undefined;
  return value instanceof Date ? value : new Date(`${String(value)}Z`);
}
