// Bad input against the whole server: random and truncated packets, oversized lengths, huge names, deep nesting, huge batches.
// Every connection is refused or gets an error; the server lives and its memory comes back. LOCALDB_BAD_PACKETS sets how many.

import { createServer, connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, disconnect, runBatch } from './case-runner.ts';
import { startLocalDbProcess, usedBytes } from './server.ts';
import type { TestServer } from './server.ts';

const PACKETS = Number(process.env.LOCALDB_BAD_PACKETS ?? 10_000);
const GROWTH_ALLOWED = 50 * 1024 * 1024;

let server: TestServer;
let memoryBefore: number;

beforeAll(async () => {
  server = await startLocalDbProcess({ hasMemoryProbe: true });
  await isAlive();
  memoryBefore = await usedBytes(server);
});
afterAll(() => server.stop());

const isAlive = async (): Promise<void> => {
  const connection = await connect(server, 'master');
  const answer = await runBatch(connection, 'SELECT 1 AS one');
  await disconnect(connection);
  expect(answer.results[0]?.rows).toEqual([[1]]);
};

/** What a real client sends, message by message, as a proxy between the two sees it: PRELOGIN, LOGIN7, then a batch. */
const recordConversation = async (): Promise<Buffer[]> => {
  const sent: Buffer[] = [];
  const proxy = createServer((client) => {
    const upstream = connectSocket(server.port, server.server);
    client.on('data', (chunk) => {
      sent.push(Buffer.from(chunk));
      upstream.write(chunk);
    });
    upstream.pipe(client);
    client.on('close', () => upstream.destroy());
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const connection = await connect({ ...server, port: address.port }, 'master');
  await runBatch(connection, "SELECT name FROM sys.databases WHERE name = N'master'");
  await disconnect(connection);
  await new Promise((resolve) => proxy.close(resolve));
  return sent;
};

const open = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connectSocket(server.port, server.server, () => resolve(socket));
    socket.once('error', reject);
  });

/** Sends bytes and waits until the server has answered or closed, briefly. */
const throwAt = async (parts: readonly Buffer[]): Promise<void> => {
  const socket = await open();
  socket.removeAllListeners('error');
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.resume();
  for (const part of parts) if (!socket.destroyed) socket.write(part);
  await Promise.race([closed, wait(2)]);
  socket.destroy();
  await closed;
};

const random = (below: number): number => Math.floor(Math.random() * below);
const randomBytes = (length: number): Buffer => Buffer.from(Array.from({ length }, () => random(256)));
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;

/** A packet that begins as one: a plausible type and length before whatever follows. */
const plausible = (): Buffer => {
  const body = randomBytes(random(200));
  const header = Buffer.from([pick([0x01, 0x03, 0x06, 0x07, 0x0e, 0x10, 0x12]), pick([0, 1, 8]), 0, 0, 0, 0, 1, 0]);
  header.writeUInt16BE(pick([8 + body.length, 8 + body.length, 0, 7, 0xffff, 8 + body.length + 50]), 2);
  return Buffer.concat([header, body]);
};

const damaged = (message: Buffer): Buffer => {
  const copy = Buffer.from(message);
  switch (random(3)) {
    case 0:
      return copy.subarray(0, random(copy.length));
    case 1:
      for (let i = 1 + random(6); i > 0; i--) copy[random(copy.length)] = random(256);
      return copy;
    default: {
      // Lengths and offsets inside the message are two or four bytes: make one of them enormous.
      if (copy.length > 12) copy.writeUInt32LE(pick([0xffffffff, 0x7fffffff, 0x80000000, 0x0000ffff]), 8 + random(copy.length - 12));
      return copy;
    }
  }
};

describe('bad input', () => {
  test(`${PACKETS} random, truncated and damaged packets`, async () => {
    const conversation = await recordConversation();
    const attempt = (): Buffer[] => {
      // The first messages go as they are, so that the damage reaches every stage of a connection.
      const stage = random(conversation.length);
      const good = conversation.slice(0, stage);
      const next = conversation[stage] ?? Buffer.alloc(0);
      return [...good, pick([() => damaged(next), () => damaged(next), plausible, () => randomBytes(1 + random(300))])()];
    };
    const lanes = 20;
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let i = 0; i < PACKETS / lanes; i++) await throwAt(attempt());
      }),
    );
    await isAlive();
  }, 180_000);

  test('names of 64 KB', async () => {
    const connection = await connect(server, 'master');
    const name = 'n'.repeat(65_536);
    for (const text of [
      `SELECT 1 AS [${name}]`,
      `SELECT ${name} FROM sys.objects`,
      `CREATE TABLE dbo.${name} (id int)`,
      `DECLARE @${name} int`,
      `EXEC ${name}`,
    ]) {
      const answer = await runBatch(connection, text);
      expect(
        answer.errors.map((error) => error.number),
        text.slice(0, 20),
      ).toContain(103);
    }
    expect((await runBatch(connection, 'SELECT 1 AS one')).results[0]?.rows).toEqual([[1]]);
    await disconnect(connection);
  });

  const nested = (open_: string, core: string, close: string, depth = 1000): string => open_.repeat(depth) + core + close.repeat(depth);
  test.each([
    ['parentheses', `SELECT ${nested('(', '1', ')')} AS x`],
    ['subqueries', `SELECT ${nested('(SELECT ', '1', ')')} AS x`],
    ['derived tables', `SELECT COUNT(*) FROM ${nested('(SELECT * FROM ', '(SELECT 1 AS a) AS t', ') AS t')}`],
    ['blocks', `${nested('BEGIN ', "PRINT 'x'", ' END')}`],
    ['CASE', `SELECT ${nested('CASE WHEN 1 = 1 THEN ', '1', ' END')} AS x`],
    ['functions', `SELECT ${nested('ISNULL(', '1', ', 0)')} AS x`],
    ['NOT', `SELECT 1 AS x WHERE ${nested('NOT (', '1 = 1', ')')}`],
    ['unary minus', `SELECT ${'- '.repeat(1000)}1 AS x`],
    ['comments', `SELECT ${nested('/* ', 'c', ' */')} 1 AS x`],
    ['additions', `SELECT ${'1 + '.repeat(20_000)}1 AS x`],
    ['ORs', `SELECT 1 AS x WHERE ${'1 = 0 OR '.repeat(20_000)}1 = 1`],
    ['UNION ALL', `SELECT COUNT(*) AS x FROM (${'SELECT 1 AS a UNION ALL '.repeat(2000)}SELECT 1) AS t`],
    ['JSON', `SELECT ISJSON('${nested('[', '', ']')}') AS x, JSON_VALUE('${nested('{"a":', '1', '}')}', '$.a') AS y`],
    [
      'EXEC strings',
      "DECLARE @s nvarchar(max) = N'SELECT 1 AS x', @i int = 0; WHILE @i < 12 BEGIN SET @s = N'EXEC (N''' + REPLACE(@s, '''', '''''') + N''')'; SET @i += 1; END; EXEC (@s)",
    ],
  ])('nesting a thousand deep or more: %s', async (_name, text) => {
    const connection = await connect(server, 'master');
    // Either an answer or an error, but always the end of the request and a connection that goes on.
    const answer = await runBatch(connection, text);
    expect(answer.errors.length + answer.results.length + answer.prints.length).toBeGreaterThan(0);
    expect(answer.errors.filter((error) => error.number === null)).toEqual([]);
    expect((await runBatch(connection, 'SELECT 1 AS one')).results[0]?.rows).toEqual([[1]]);
    await disconnect(connection);
  });

  test('batches of 10 MB', async () => {
    const connection = await connect(server, 'master');
    const big = 5_000_000;
    const literal = await runBatch(connection, `SELECT LEN('${'x'.repeat(big)}') AS l`);
    expect(literal.results[0]?.rows).toEqual([[big]]);
    const comment = await runBatch(connection, `/* ${'c'.repeat(big)} */ SELECT 1 AS one`);
    expect(comment.results[0]?.rows).toEqual([[1]]);
    const statements = await runBatch(connection, `DECLARE @i int = 0;\n${'SET @i += 1;\n'.repeat(200_000)}SELECT @i AS i`);
    expect(statements.errors.length > 0 || statements.results[0]?.rows[0]?.[0] === 200_000).toBe(true);
    const unclosed = await runBatch(connection, `SELECT '${'x'.repeat(big)}`);
    expect(unclosed.errors[0]?.number).toBe(105);
    await disconnect(connection);
  }, 120_000);

  test('the memory comes back', async () => {
    await isAlive();
    expect((await usedBytes(server)) - memoryBefore).toBeLessThan(GROWTH_ALLOWED);
  });
});
