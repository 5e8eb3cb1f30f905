// What no client should send: random, truncated, oversized and lying messages. The server lives on, answers others, and
// gives its memory back.

import { connect as connectSocket } from 'node:net';
import type { Connection } from 'tedious';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { intType } from '../../../sql/localdb/types/sql-type.ts';
import { ask, connect, serve, values } from './driver.ts';
import type { TestServer } from './driver.ts';
import { allHeaders, batch, login, packet, packets, prelogin, RawClient } from './raw-client.ts';
import { sendRows } from './scripted-host.ts';

const LIMIT = 1 << 20;
let server: TestServer;
let witness: Connection;
beforeAll(async () => {
  server = await serve(
    {
      batches: { 'SELECT 1': (sink) => sendRows(sink, [{ name: '', type: intType, isNullable: false }], [[1]]) },
      bulkLoad: async (load) => {
        for await (const rows of load.rows) if (rows.length < 0) return;
      },
    },
    { messageLimit: LIMIT },
  );
  witness = await connect(server.port);
});
afterAll(async () => {
  witness.close();
  await server.stop();
});

const expectAlive = async (): Promise<void> => expect(values(await ask(witness, 'SELECT 1'))).toEqual([[1]]);

/** The same numbers in every run. */
const randomSource = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
};

const randomBytes = (random: () => number, length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));

/** Sends data to a server and waits for the end, which it asks for itself once all is sent. */
const throwAt = (port: number, data: readonly Buffer[]): Promise<void> =>
  new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => resolve());
    socket.on('data', () => {});
    for (const part of data) socket.write(part);
    socket.end();
  });

/** Runs `count` attacks, a few at a time. */
const attack = async (count: number, make: (random: () => number) => readonly Buffer[]): Promise<void> => {
  const random = randomSource(count);
  for (let i = 0; i < count; i += 20) {
    await Promise.all(Array.from({ length: 20 }, () => throwAt(server.port, make(random))));
  }
};

const TYPES = [0x01, 0x03, 0x07, 0x0e, 0x10, 0x12, 0x06];
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** A message that is right but for a few bytes, or its end. */
const spoil = (random: () => number, data: Buffer): Buffer => {
  const spoiled = Buffer.from(data);
  const changes = 1 + Math.floor(random() * 4);
  for (let i = 0; i < changes; i++) spoiled[8 + Math.floor(random() * (spoiled.length - 8))] = Math.floor(random() * 256);
  return random() < 0.3 ? spoiled.subarray(0, Math.floor(random() * spoiled.length)) : spoiled;
};

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le');
const rpc = (...parameters: readonly Buffer[]): Buffer =>
  packets(0x03, Buffer.concat([allHeaders(), hex('0400'), ucs2('echo'), hex('0000'), ...parameters]));

/** Parameters with a bit of everything, as raw material for spoiling. */
const PARAMETERS = [
  hex('00 00 26 04 04 01000000'),
  hex('00 00 E7 1400 0904D00034 0400 61006200'),
  hex('00 00 E7 FFFF 0904D00034 FEFFFFFFFFFFFFFF 04000000 61006200 00000000'),
  hex('00 00 A5 FFFF 0400000000000000 04000000 01020304 00000000'),
  hex('00 00 6A 11 26 00 05 01 01000000'),
  hex('00 00 2A 07 08 0000000000 000000'),
  hex('00 00 62 491F0000 06000000 38 00 01000000'),
  hex('00 00 F3 00 00 01 5400 0100 00000000 0000 26 04 00 00 01 04 01000000 00'),
  hex('00 01 24 10 10 00112233445566778899AABBCCDDEEFF'),
];

describe('10,000 attacks', () => {
  test('random bytes', async () => {
    await attack(2000, (random) => [randomBytes(random, 1 + Math.floor(random() * 200))]);
    await expectAlive();
  });

  test('random packets of known types', async () => {
    await attack(2000, (random) =>
      Array.from({ length: 3 }, () =>
        packet(pick(random, TYPES), randomBytes(random, Math.floor(random() * 300)), Math.floor(random() * 32)),
      ),
    );
    await expectAlive();
  });

  test('spoiled logins', async () => {
    await attack(2000, (random) => [spoil(random, prelogin()), spoil(random, login())]);
    await expectAlive();
  });

  test('random requests after the login', async () => {
    await attack(2000, (random) => [
      prelogin(),
      login(),
      packet(pick(random, [0x01, 0x03, 0x07, 0x0e]), Buffer.concat([allHeaders(), randomBytes(random, Math.floor(random() * 300))])),
    ]);
    await expectAlive();
  });

  test('spoiled requests after the login', async () => {
    await attack(2000, (random) => [prelogin(), login(), spoil(random, rpc(...Array.from({ length: 4 }, () => pick(random, PARAMETERS))))]);
    await expectAlive();
  });

  test('leave no session and no memory behind', async () => {
    for (let i = 0; i < 100 && server.sessions.openSessions.size > 1; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.sessions.openSessions.size).toBe(1);
    expect(process.memoryUsage().rss).toBeLessThan(600 * 1024 * 1024);
  });
});

describe('a logged-in client', () => {
  let client: RawClient;
  beforeEach(async () => {
    client = new RawClient(server.port);
    await client.logIn();
  });
  afterEach(async () => {
    client.socket.destroy();
    await expectAlive();
  });

  const errorOf = async (data: Buffer): Promise<{ number: number; severity: number | undefined }> => {
    client.send(data);
    const answer = await client.message();
    expect(answer[0]).toBe(0xaa);
    return { number: answer.readInt32LE(3), severity: answer[8] };
  };
  const expectStillOpen = async (): Promise<void> => {
    client.send(batch('SELECT 1'));
    expect((await client.message())[0]).toBe(0x81);
  };

  test('that sends more than the limit is refused while it still sends', async () => {
    const part = packet(0x01, Buffer.alloc(32_000, 32), 0);
    let sent = 0;
    while (!client.isClosed && client.received.length === 0 && sent < 4 * LIMIT) {
      client.send(part);
      sent += part.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await client.message()).readInt32LE(3)).toBe(17836);
    await client.closed();
  });

  test.each([
    ['an unknown type', '00 00 99 00', 8009],
    ['a wrong length of an integer', '00 00 26 04 03 010000', 8016],
    ['a length beyond the declared one', '00 00 A7 0200 0904D00034 0300 616263', 8016],
    ['half a character', '00 00 E7 0400 0904D00034 0300 610062', 8016],
    ['a decimal of too many digits', '00 00 6A 05 02 00 05 01 64000000', 8023],
    ['a scale above the precision', '00 00 6A 05 02 03 05 01 64000000', 8016],
    ['not a number', '00 00 6D 08 08 000000000000F87F', 8023],
    ['a day after 9999', '00 00 28 03 BBBA37', 8023],
    ['a time after midnight', '00 00 29 00 03 FFFFFF', 8023],
    ['a datetime before 1753', '00 00 6F 08 08 0000FF80 00000000', 8023],
    ['a CLR type', '00 00 F0 00', 40000],
    ['an encrypted parameter', '00 08 26 04 04 01000000', 40000],
  ])('that sends %s gets an error and stays connected', async (_name, parameter, number) => {
    expect(await errorOf(rpc(hex(parameter)))).toMatchObject({ number, severity: 16 });
    await expectStillOpen();
  });

  test.each([
    ['a parameter cut off', rpc(hex('00 00 26 04 04 01'))],
    ['a PLP total that is not true', rpc(hex('00 00 A5 FFFF 0500000000000000 04000000 01020304 00000000'))],
    ['a PLP chunk of 4 GB', rpc(hex('00 00 A5 FFFF FEFFFFFFFFFFFFFF FFFFFFFF 0102'))],
    ['60,000 columns in a table', rpc(hex('00 00 F3 00 00 00 60EA'))],
    ['a table token that does not exist', rpc(hex('00 00 F3 00 00 00 0000 77'))],
    ['a table without data in its rows', rpc(hex('00 00 F3 00 00 00 0100 00000000 0002 26 04 00 00 01 01 01 01'))],
    ['ALL_HEADERS of 4 GB', packet(0x01, hex('FFFFFFFF 12000000 0200'))],
    ['a header of no length', packet(0x01, hex('0A000000 00000000 0200'))],
    ['an isolation level that does not exist', packet(0x0e, Buffer.concat([allHeaders(), hex('0500 77 00')]))],
    ['a transaction request that does not exist', packet(0x0e, Buffer.concat([allHeaders(), hex('7700')]))],
    ['a batch of half characters', packet(0x01, Buffer.concat([allHeaders(), hex('61 00 62')]))],
    ['an unknown packet type', packet(0x55, hex('00'))],
    ['a packet shorter than its header', hex('01 01 0004 0000 0100')],
    ['rows without columns', packet(0x07, hex('D1 00'))],
    ['a bulk load that ends in a row', packet(0x07, hex('81 0100 00000000 0000 38 00 D1 0102'))],
    ['two kinds of packets in one message', Buffer.concat([packet(0x01, allHeaders(), 0), packet(0x03, hex('00'))])],
  ])('that sends %s is told so and dropped', async (_name, data) => {
    expect(await errorOf(data)).toEqual({ number: 17836, severity: 20 });
    await client.closed();
  });

  test('that sends lone surrogates has them as they are', async () => {
    client.send(packet(0x01, Buffer.concat([allHeaders(), hex('00D8 61 00 00DC')])));
    expect((await client.message())[0]).toBe(0xfd);
    expect(server.sessions.log.at(-1)).toBe('\ud800a\udc00');
  });

  test('that sends a million tiny packets needs no more memory than their bytes', async () => {
    const before = process.memoryUsage().rss;
    const tiny = Buffer.concat(Array.from({ length: 10_000 }, () => packet(0x01, Buffer.alloc(1), 0)));
    for (let i = 0; i < 100; i++) {
      client.send(tiny);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });
});

test('a client that has not logged in gets little room', async () => {
  const client = new RawClient(server.port);
  client.send(packets(0x12, Buffer.alloc(200_000)));
  expect((await client.message()).readInt32LE(3)).toBe(17836);
  await client.closed();
});
