// The log of calls in both directions, which is also what counts calls of a key. Neither values nor secrets are in it.

import { createHash } from 'node:crypto';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import type { Database } from '../../sql/connection.ts';
import type { App } from '../app.ts';

export interface IncomingCall {
  readonly code: string;
  readonly method: string;
  readonly url: string;
  /** Undefined for signed messages. */
  readonly keyID: number | undefined;
  readonly username: string;
  readonly ip: string;
  readonly traceId: string;
  readonly perMinute: number;
  readonly requestBytes: number;
}

/** Notes a call before it is carried out, so that calls at once count each other. `isTooMany`: it must not be carried out. */
export async function beginCall(app: App, call: IncomingCall): Promise<{ id: string; isTooMany: boolean }> {
  const [set] = await runSql(
    app.db,
    `DECLARE @id bigint, @count int;
     INSERT INTO platform.api_call (direction, code, method, url, keyID, username, ip, ms, requestBytes, traceID)
     VALUES ('in', @code, @method, @url, @keyID, @username, @ip, 0, @requestBytes, @traceID);
     SET @id = SCOPE_IDENTITY();
     SELECT @count = COUNT(*) FROM platform.api_call
     WHERE direction = 'in' AND code = @code AND ISNULL(keyID, 0) = ISNULL(@keyID, 0) AND id <= @id
       -- Refused calls have no user: nobody can use up what others may do.
       AND created > DATEADD(MINUTE, -1, SYSUTCDATETIME()) AND ISNULL(status, 0) <> 429 AND username IS NOT NULL;
     SELECT @id AS id, @count AS calls;`,
    {
      code: call.code,
      method: call.method,
      url: call.url,
      keyID: call.keyID ?? null,
      username: call.username,
      ip: call.ip,
      requestBytes: call.requestBytes,
      traceID: call.traceId,
    },
  );
  const row = set?.rows[0];
  return { id: String(cell(row, 'id')), isTooMany: Number(cell(row, 'calls')) > call.perMinute };
}

export async function endCall(
  app: App,
  { id, status, ms, responseBytes, error }: { id: string; status: number; ms: number; responseBytes: number; error: string },
): Promise<void> {
  await runSql(
    app.db,
    'UPDATE platform.api_call SET status = @status, ms = @ms, responseBytes = @responseBytes, error = @error WHERE id = @id;',
    { id, status, ms: Math.round(ms), responseBytes, error: error === '' ? null : error.slice(0, 1000) },
  );
}

export interface RefusedCall {
  /** Of an action that there is; else ''. */
  readonly code: string;
  readonly method: string;
  readonly url: string;
  /** Of a key that is not for this action. */
  readonly keyID: number | undefined;
  readonly ip: string;
  readonly status: number;
  readonly traceId: string;
  readonly error: string;
}

/** A call that was not let in; the row has no user. */
export async function noteRefused(db: Database, call: RefusedCall): Promise<void> {
  await db.kysely
    .insertInto('platform.api_call')
    .values({
      direction: 'in',
      code: call.code,
      method: call.method.slice(0, 8),
      url: call.url.slice(0, 1000),
      keyID: call.keyID ?? null,
      username: null,
      ip: call.ip === '' ? null : call.ip,
      status: call.status,
      ms: 0,
      requestBytes: null,
      responseBytes: null,
      error: call.error.slice(0, 1000),
      traceID: call.traceId === '' ? null : call.traceId,
    })
    .execute();
}

export interface OutgoingCall {
  readonly code: string;
  readonly method: string;
  /** Without query: values and keys stand there. */
  readonly url: string;
  readonly status: number | null;
  readonly ms: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly error: string;
  readonly username: string | null;
  readonly traceId: string | null;
}

export async function noteOutgoing(app: App, call: OutgoingCall): Promise<void> {
  await app.db.kysely
    .insertInto('platform.api_call')
    .values({
      direction: 'out',
      code: call.code,
      method: call.method,
      url: call.url.slice(0, 1000),
      keyID: null,
      username: call.username,
      ip: null,
      status: call.status,
      ms: Math.round(call.ms),
      requestBytes: call.requestBytes,
      responseBytes: call.responseBytes,
      error: call.error === '' ? null : call.error.slice(0, 1000),
      traceID: call.traceId,
    })
    .execute();
}

/** Remembers a signed message until its window is over; false when it was seen before. */
export async function noteSeen(app: App, { code, message, seconds }: { code: string; message: string; seconds: number }): Promise<boolean> {
  const [set] = await runSql(
    app.db,
    `INSERT INTO platform.api_seen (code, messageHash, expires)
     SELECT @code, @hash, DATEADD(SECOND, @seconds, SYSUTCDATETIME())
     WHERE NOT EXISTS (SELECT 1 FROM platform.api_seen WITH (UPDLOCK, HOLDLOCK) WHERE code = @code AND messageHash = @hash);
     SELECT @@ROWCOUNT AS [rows];`,
    { code, hash: hashOf(message), seconds },
  );
  return Number(cell(set?.rows[0], 'rows')) === 1;
}

/** A message that we failed to take may come again. */
export async function forgetSeen(app: App, { code, message }: { code: string; message: string }): Promise<void> {
  await runSql(app.db, 'DELETE FROM platform.api_seen WHERE code = @code AND messageHash = @hash;', { code, hash: hashOf(message) });
}

const KEPT_DAYS = 30;

export async function purgeCalls(app: App): Promise<number> {
  const [set] = await runSql(
    app.db,
    `DECLARE @gone int;
     DELETE FROM platform.api_call WHERE created < DATEADD(DAY, -@days, SYSUTCDATETIME());
     SET @gone = @@ROWCOUNT;
     DELETE FROM platform.api_seen WHERE expires < SYSUTCDATETIME();
     SELECT @gone + @@ROWCOUNT AS [rows];`,
    { days: KEPT_DAYS },
  );
  return Number(cell(set?.rows[0], 'rows') ?? 0);
}

function hashOf(message: string): Buffer {
  return createHash('sha256').update(message).digest();
}
