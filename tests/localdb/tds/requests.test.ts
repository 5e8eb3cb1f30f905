// Responses to batches, transactions, bulk loads and resets, as a real client sees them.

import { ISOLATION_LEVEL, TYPES } from 'tedious';
import type { Connection } from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as t from '../../../sql/localdb/types/sql-type.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';
import { ask, connect, execBatch, serve, values } from './driver.ts';
import type { TestServer } from './driver.ts';
import { allHeaders, packet, RawClient } from './raw-client.ts';
import { sendRows, syntaxError } from './scripted-host.ts';

const n = [{ name: 'n', type: t.intType, isNullable: false }];
let bulk: { columns: readonly string[]; rows: (readonly Value[])[]; chunks: number } = { columns: [], rows: [], chunks: 0 };
let server: TestServer;
let connection: Connection;

beforeAll(async () => {
  server = await serve({
    batches: {
      two: (sink) => {
        sendRows(sink, n, [[1], [2]]);
        sink.done('done', 5, false, 0xc5);
        sendRows(sink, n, []);
      },
      fails: (sink) => {
        sendRows(sink, n, [[1]]);
        sink.error(syntaxError('x'));
        sink.done('done', undefined, true, 0);
        sendRows(sink, n, [[2]]);
      },
      throws: () => {
        throw new Error('a fault of our own');
      },
      fatal: (sink) => {
        sink.error(Object.assign(syntaxError('x'), { severity: 20 }));
        sink.done('done', undefined, true, 0);
      },
      prints: async (sink) => {
        sink.info({ number: 0, severity: 0, state: 1, text: 'first', line: 2, procedure: 'p' });
        await new Promise((resolve) => setTimeout(resolve, 300));
        sink.done('done', undefined, false, 0);
      },
      use: (sink) => {
        sink.environment({ kind: 'database', value: 'Shop', old: 'master' });
        sink.done('done', undefined, false, 0);
      },
      many: async (sink) => {
        sink.columns([{ name: 's', type: t.nvarcharType(4000), isNullable: false }]);
        let waits = 0;
        for (let i = 0; i < 20_000; i++) {
          sink.row(['x'.repeat(1000)]);
          const drained = sink.drained();
          if (drained !== undefined) {
            waits++;
            await drained;
          }
        }
        sink.done('done', waits, false, 0xc1);
      },
    },
    bulkLoad: async (load, sink) => {
      bulk = { columns: load.columns.map((c) => c.name), rows: [], chunks: 0 };
      for await (const rows of load.rows) {
        bulk.rows.push(...rows);
        bulk.chunks++;
        if (rows.some((row) => row[0] === -1)) throw syntaxError('bulk');
      }
      sink.done('done', bulk.rows.length, false, 0xf0);
    },
  });
  connection = await connect(server.port);
});
afterAll(async () => {
  connection.close();
  await server.stop();
});

test('several result sets with their counts', async () => {
  const answer = await ask(connection, 'two');
  expect(values(answer)).toEqual([[1], [2]]);
  expect(answer.metadata.length).toBe(2);
  expect(answer.counts).toEqual([2, 5, 0]);
});

test('an error has number, state, severity, procedure, line and server', async () => {
  await expect(ask(connection, 'fails')).rejects.toMatchObject({
    number: 102,
    state: 1,
    class: 15,
    lineNumber: 3,
    procName: 'dbo.p',
    serverName: 'LocalDB',
    message: "Incorrect syntax near 'x'.",
  });
});

test('a fault of the server is an error of the request', async () => {
  await expect(ask(connection, 'throws')).rejects.toThrow('a fault of our own');
  expect((await ask(connection, 'two')).counts.length).toBe(3);
});

test('severity 20 ends the connection', async () => {
  const doomed = await connect(server.port);
  const ended = new Promise((resolve) => doomed.once('end', resolve));
  await expect(ask(doomed, 'fatal')).rejects.toThrow();
  await ended;
});

test('messages arrive while the batch runs', async () => {
  const started = Date.now();
  const message = new Promise<{ message: string; lineNumber: number; procName: string; after: number }>((resolve) => {
    connection.once('infoMessage', (info) => resolve({ ...info, after: Date.now() - started }));
  });
  await ask(connection, 'prints');
  expect(await message).toMatchObject({ message: 'first', lineNumber: 2, procName: 'p', number: 0, class: 0 });
  expect((await message).after).toBeLessThan(250);
});

test('a change of database is announced', async () => {
  const changed = new Promise((resolve) => connection.once('databaseChange', resolve));
  await ask(connection, 'use');
  expect(await changed).toBe('Shop');
});

test('execution waits for a client that reads slowly', async () => {
  const client = new RawClient(server.port);
  await client.logIn();
  client.socket.pause();
  client.send(packet(1, Buffer.concat([allHeaders(), Buffer.from('many', 'utf16le')])));
  await new Promise((resolve) => setTimeout(resolve, 200));
  client.socket.resume();
  const message = await client.message();
  expect(message.length).toBeGreaterThan(40_000_000);
  expect(message.readUInt32LE(message.length - 8)).toBeGreaterThan(0);
  client.socket.destroy();
});

describe('transactions', () => {
  const request = (run: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));

  test('begin with a level and a name, save, commit, roll back', async () => {
    server.sessions.transactions.length = 0;
    await request((done) => connection.beginTransaction((error) => done(error), 'outer', ISOLATION_LEVEL.SERIALIZABLE));
    await request((done) => connection.saveTransaction(done, 'point'));
    await request((done) => connection.commitTransaction(done, 'outer'));
    await request((done) => connection.beginTransaction((error) => done(error), ''));
    await request((done) => connection.rollbackTransaction(done));
    expect(server.sessions.transactions).toEqual([
      { kind: 'begin', isolation: 'serializable', name: 'outer' },
      { kind: 'save', name: 'point' },
      { kind: 'commit', name: 'outer' },
      { kind: 'begin', isolation: 'readCommitted', name: '' },
      { kind: 'rollback', name: '' },
    ]);
  });

  test('commit can begin the next one', async () => {
    const client = new RawClient(server.port);
    await client.logIn();
    client.send(packet(0x0e, Buffer.concat([allHeaders(), Buffer.from([7, 0, 0, 1, 5, 2, 0x61, 0])])));
    await client.message();
    expect(server.sessions.transactions.at(-1)).toEqual({ kind: 'commit', name: '', begin: { isolation: 'snapshot', name: 'a' } });
    client.send(packet(0x0e, Buffer.concat([allHeaders(), Buffer.from([0, 0, 0, 0])])));
    expect((await client.message()).toString('utf16le')).toContain('');
    client.socket.destroy();
  });
});

describe('reset', () => {
  test('comes before the request and is acknowledged', async () => {
    const acknowledged = new Promise((resolve) => connection.once('resetConnection', () => resolve(true)));
    server.sessions.log.length = 0;
    await new Promise<void>((resolve, reject) => connection.reset((error) => (error ? reject(error) : resolve())));
    expect(await acknowledged).toBe(true);
    expect(server.sessions.log[0]).toBe('reset');
    await ask(connection, 'two');
    expect(server.sessions.log.filter((entry) => entry === 'reset').length).toBe(1);
  });

  test('can keep the transaction', async () => {
    const client = new RawClient(server.port);
    await client.logIn();
    client.send(packet(1, Buffer.concat([allHeaders(), Buffer.from('x', 'utf16le')]), 0x11));
    const answer = await client.message();
    expect([...answer.subarray(0, 6)]).toEqual([0xe3, 3, 0, 18, 0, 0]);
    expect(server.sessions.log.slice(-2)).toEqual(['reset, transaction kept', 'x']);
    client.socket.destroy();
  });
});

describe('bulk load', () => {
  const load = (rows: readonly (readonly unknown[])[]): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const bulkLoad = connection.newBulkLoad('dbo.Lines', (error, count) => (error ? reject(error) : resolve(count)));
      bulkLoad.addColumn('id', TYPES.Int, { nullable: false });
      bulkLoad.addColumn('name', TYPES.NVarChar, { length: 50, nullable: true });
      bulkLoad.addColumn('note', TYPES.NVarChar, { length: Number.POSITIVE_INFINITY, nullable: true });
      bulkLoad.addColumn('old', TYPES.Text, { nullable: true });
      connection.execBulkLoad(bulkLoad, rows as unknown[][]);
    });

  test('rows arrive in chunks, in order', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [
      i,
      `row ${i}`,
      i % 2 === 0 ? null : 'n'.repeat(i % 300),
      i % 3 === 0 ? null : 'text',
    ]);
    expect(await load(rows)).toBe(5000);
    expect(bulk.columns).toEqual(['id', 'name', 'note', 'old']);
    expect(bulk.rows).toEqual(rows);
    expect(bulk.chunks).toBeGreaterThan(1);
  });

  test('a row of several megabytes arrives whole', async () => {
    const note = 'ж'.repeat(3_000_000);
    expect(await load([[1, 'a', note, null]])).toBe(1);
    expect(bulk.rows[0]?.[2]).toBe(note);
  });

  test('no rows at all', async () => {
    expect(await load([])).toBe(0);
  });

  test('an error in the middle is told once the rows are in, and the connection goes on', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i === 100 ? -1 : i, 'name', null, null]);
    await expect(load(rows)).rejects.toThrow("Incorrect syntax near 'bulk'.");
    expect(await load([[1, null, null, null]])).toBe(1);
  });
});

test('the procedures of our own go to the host', async () => {
  const files: string[] = [];
  const copying = await serve();
  copying.sessions.backup = async (file) => {
    files.push(file);
  };
  const client = await connect(copying.port);
  await ask(
    client,
    'localdb_backup',
    (request) => request.addParameter('file', TYPES.NVarChar, '/tmp/copy'),
    (c, request) => c.callProcedure(request),
  );
  expect(files).toEqual(['/tmp/copy']);
  client.close();
  await copying.stop();
});

test('a batch of ten megabytes arrives whole', async () => {
  await ask(connection, `-- ${'x'.repeat(5_000_000)}`, undefined, execBatch);
  expect(server.sessions.log.at(-1)).toBe('batch of 5000003');
});
