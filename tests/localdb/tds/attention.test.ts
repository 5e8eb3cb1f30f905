// Attention: what a client gives up ends soon, is acknowledged, and leaves the connection usable.

import { Request, TYPES } from 'tedious';
import type { Connection } from 'tedious';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { intType, nvarcharType } from '../../../sql/localdb/types/sql-type.ts';
import { ask, connect, serve, values } from './driver.ts';
import type { TestServer } from './driver.ts';
import { allHeaders, batch, packet, RawClient } from './raw-client.ts';
import { runUntilCancelled, sendRows } from './scripted-host.ts';

const ATTENTION = packet(0x06, Buffer.alloc(0));
const isAcknowledgement = (message: Buffer): boolean => message.length === 13 && message[0] === 0xfd && ((message[1] ?? 0) & 0x20) !== 0;

let server: TestServer;
let connection: Connection;
beforeAll(async () => {
  server = await serve({
    batches: {
      slow: runUntilCancelled,
      'SELECT 1': (sink) => sendRows(sink, [{ name: '', type: intType, isNullable: false }], [[1]]),
      endless: async (sink, _text, running) => {
        sink.columns([{ name: 's', type: nvarcharType(4000), isNullable: false }]);
        while (!running.isCancelled) {
          sink.row(['x'.repeat(1000)]);
          await (sink.drained() ?? new Promise((resolve) => setImmediate(resolve)));
        }
      },
    },
    bulkLoad: async (load) => {
      for await (const rows of load.rows) if (rows.length < 0) return;
    },
  });
});
afterAll(() => server.stop());
beforeEach(async () => {
  connection = await connect(server.port);
});
afterEach(() => connection.close());

const cancelAfter = (milliseconds: number, text: string): Promise<{ error: unknown; took: number }> =>
  new Promise((resolve) => {
    let cancelled = 0;
    let timer: NodeJS.Timeout | undefined;
    const request = new Request(text, (error) => {
      clearTimeout(timer);
      resolve({ error, took: Date.now() - cancelled });
    });
    connection.execSqlBatch(request);
    timer = setTimeout(() => {
      cancelled = Date.now();
      connection.cancel();
    }, milliseconds);
  });

const expectUsable = async (): Promise<void> => expect(values(await ask(connection, 'SELECT 1'))).toEqual([[1]]);

test('a running batch is cancelled within 100 ms', async () => {
  const { error, took } = await cancelAfter(50, 'slow');
  expect(error).toMatchObject({ code: 'ECANCEL' });
  expect(took).toBeLessThan(100);
  await expectUsable();
});

test('a batch that sends rows is cancelled, whether the client reads them or not', async () => {
  expect((await cancelAfter(50, 'endless')).error).toMatchObject({ code: 'ECANCEL' });
  await expectUsable();

  const client = new RawClient(server.port);
  await client.logIn();
  client.socket.pause();
  client.send(batch('endless'));
  await new Promise((resolve) => setTimeout(resolve, 150));
  client.send(ATTENTION);
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.socket.resume();
  await client.message();
  expect(isAcknowledgement(await client.message())).toBe(true);
  client.socket.destroy();
});

test('a request timeout of the driver works', async () => {
  const request = new Promise((resolve) => {
    const slow = new Request('slow', resolve);
    slow.setTimeout(50);
    connection.execSqlBatch(slow);
  });
  expect(await request).toMatchObject({ code: 'ETIMEOUT' });
  await expectUsable();
});

test('a cancel right after the request, again and again', async () => {
  for (let i = 0; i < 50; i++) {
    const { error } = await cancelAfter(0, i % 2 === 0 ? 'slow' : 'SELECT 1');
    expect(error === null || error === undefined || (error as { code?: string }).code === 'ECANCEL').toBe(true);
    await expectUsable();
  }
});

test('an attention without a request is acknowledged', async () => {
  const client = new RawClient(server.port);
  await client.logIn();
  client.send(ATTENTION);
  expect(isAcknowledgement(await client.message())).toBe(true);
  client.send(batch('SELECT 1'));
  expect((await client.message())[0]).toBe(0x81);
  client.socket.destroy();
});

test('an attention within a message drops that message', async () => {
  const client = new RawClient(server.port);
  await client.logIn();
  client.send(batch('never run', 0));
  client.send(ATTENTION);
  expect(isAcknowledgement(await client.message())).toBe(true);
  client.send(batch('SELECT 1'));
  expect((await client.message())[0]).toBe(0x81);
  expect(server.sessions.log).not.toContain('never run');
  client.socket.destroy();
});

test('a message that the client itself gives up is answered but not run', async () => {
  const client = new RawClient(server.port);
  await client.logIn();
  client.send(packet(1, Buffer.concat([allHeaders(), Buffer.from('given up', 'utf16le')]), 0x03));
  expect([...(await client.message()).subarray(0, 3)]).toEqual([0xfd, 0x02, 0]);
  expect(server.sessions.log).not.toContain('given up');
  client.socket.destroy();
});

test('a bulk load is cancelled while its rows come', async () => {
  let resume = (): void => {};
  const rows = (async function* () {
    for (let i = 0; i < 5000; i++) yield [i, 'x'.repeat(50)];
    await new Promise<void>((resolve) => {
      resume = resolve;
    });
    yield [1, 'late'];
  })();
  const error = await new Promise((resolve) => {
    const bulkLoad = connection.newBulkLoad('t', resolve);
    bulkLoad.addColumn('id', TYPES.Int, { nullable: false });
    bulkLoad.addColumn('name', TYPES.NVarChar, { length: 50, nullable: true });
    connection.execBulkLoad(bulkLoad, rows);
    setTimeout(() => {
      bulkLoad.cancel();
      resume();
    }, 100);
  });
  expect(error).toMatchObject({ code: 'ECANCEL' });
  await expectUsable();
});

test('a connection that ends closes its session and cancels what runs', async () => {
  const before = server.sessions.openSessions.size;
  const client = new RawClient(server.port);
  await client.logIn();
  expect(server.sessions.openSessions.size).toBe(before + 1);
  client.send(batch('endless'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  client.socket.destroy();
  for (let i = 0; i < 100 && server.sessions.openSessions.size > before; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(server.sessions.openSessions.size).toBe(before);
});
