// Keys of the API: 32 random bytes of which the database keeps the hash, so that neither a copy of it nor a developer can read one. A key
// acts as its user, for the actions that it names, until it expires or is revoked.

import { randomBytes } from 'node:crypto';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import type { App } from '../app.ts';
import { hashToken } from '../request-begin.ts';
import type { Visitor } from '../request-context.ts';

export interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly visitor: Visitor;
}

export interface NewKey {
  readonly name: string;
  readonly userID: number;
  /** Codes, or `*` alone for all. */
  readonly scopes: readonly string[];
  readonly expires: Date | null;
  readonly createdBy: string;
}

const SHAPE = /^pgk_[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 10;

/** Makes a key; its text is answered here and never again. */
export async function createKey(app: App, { name, userID, scopes, expires, createdBy }: NewKey): Promise<{ id: number; key: string }> {
  const key = `pgk_${randomBytes(32).toString('base64url')}`;
  const [set] = await runSql(
    app.db,
    `INSERT INTO platform.api_key (name, prefix, keyHash, userID, scopes, expires, createdBy) OUTPUT inserted.id
     VALUES (@name, @prefix, @keyHash, @userID, @scopes, @expires, @createdBy);`,
    { name, prefix: key.slice(0, PREFIX_LENGTH), keyHash: hashToken(key), userID, scopes: scopes.join(','), expires, createdBy },
  );
  return { id: Number(cell(set?.rows[0], 'id')), key };
}

/** False when it was revoked before, or never was. */
export async function revokeKey(app: App, id: number): Promise<boolean> {
  const [set] = await runSql(
    app.db,
    'UPDATE platform.api_key SET revokedAt = SYSUTCDATETIME() WHERE id = @id AND revokedAt IS NULL; SELECT @@ROWCOUNT AS [rows];',
    { id },
  );
  return Number(cell(set?.rows[0], 'rows')) === 1;
}

/** The key of `Authorization: Bearer …`; undefined when there is no such key that holds, or its user may not sign in. */
export async function findKey(app: App, authorization: string | undefined, ip: string): Promise<ApiKey | undefined> {
  const [, key = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
  if (!SHAPE.test(key)) return undefined;
  const [set] = await runSql(
    app.db,
    `SELECT k.id, k.name, k.scopes, k.lastUsed, ${USER_COLUMNS}
     FROM platform.api_key AS k JOIN platform.[user] AS u ON u.id = k.userID
     WHERE k.keyHash = @hash AND k.revokedAt IS NULL AND (k.expires IS NULL OR k.expires > SYSUTCDATETIME()) AND u.isActive = 1;
     UPDATE platform.api_key SET lastUsed = SYSUTCDATETIME(), lastIP = @ip
     WHERE keyHash = @hash AND revokedAt IS NULL AND (lastUsed IS NULL OR lastUsed < DATEADD(SECOND, -60, SYSUTCDATETIME()));`,
    { hash: hashToken(key), ip },
  );
  const row = set?.rows[0];
  if (row === undefined) return undefined;
  return {
    id: Number(cell(row, 'id')),
    name: String(cell(row, 'name')),
    scopes: scopesOf(String(cell(row, 'scopes'))),
    visitor: visitorOf(row),
  };
}

/** An active user as a visitor without a session: for signed messages. */
export async function findVisitor(app: App, username: string): Promise<Visitor | undefined> {
  const [set] = await runSql(app.db, `SELECT ${USER_COLUMNS} FROM platform.[user] AS u WHERE u.username = @username AND u.isActive = 1;`, {
    username,
  });
  const row = set?.rows[0];
  return row === undefined ? undefined : visitorOf(row);
}

export function scopesOf(text: string): string[] {
  return text
    .split(',')
    .map((scope) => scope.trim().toLowerCase())
    .filter(Boolean);
}

export function isInScope({ scopes }: Pick<ApiKey, 'scopes'>, code: string): boolean {
  return scopes.includes('*') || scopes.includes(code.toLowerCase());
}

const USER_COLUMNS = `u.id AS userID, u.username, u.displayName, u.lang, u.timeZone,
       (SELECT STRING_AGG(r.code, N',') FROM platform.user_role AS ur JOIN platform.role AS r ON r.code = ur.roleCode AND r.isActive = 1 WHERE ur.userID = u.id) AS roles`;

function visitorOf(row: Row): Visitor {
  const text = (name: string): string => String(cell(row, name) ?? '');
  return {
    userID: Number(cell(row, 'userID')),
    username: text('username'),
    displayName: text('displayName') || text('username'),
    roles: new Set(text('roles').toLowerCase().split(',').filter(Boolean)),
    lang: text('lang') === 'en' ? 'en' : 'ru',
    theme: 'auto',
    density: null,
    timeZone: text('timeZone') || 'Europe/Moscow',
    avatarFileID: null,
    sessionID: null,
    realUsername: null,
  };
}
