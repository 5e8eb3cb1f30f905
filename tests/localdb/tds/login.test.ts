// PRELOGIN and LOGIN7: who gets in, in which version, with which packets, encrypted or not.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { intType, MAX, nvarcharType } from '../../../sql/localdb/types/sql-type.ts';
import { ask, connect, serve, values } from './driver.ts';
import type { TestServer } from './driver.ts';
import { login, packet, prelogin, RawClient } from './raw-client.ts';
import { sendRows } from './scripted-host.ts';
import type { Script } from './scripted-host.ts';

const big = 'x'.repeat(300_000);
const script: Script = {
  batches: {
    'SELECT 1': (sink) => sendRows(sink, [{ name: '', type: intType, isNullable: false }], [[1]]),
    big: (sink) => sendRows(sink, [{ name: '', type: nvarcharType(MAX), isNullable: true }], [[big]]),
  },
};

let server: TestServer;
beforeAll(async () => {
  server = await serve(script);
});
afterAll(() => server.stop());

describe('login', () => {
  test('hands on what the client says about itself', async () => {
    const connection = await connect(server.port, { database: 'Shop', appName: 'orders', workstationId: 'till', language: 'us_english' });
    expect(server.sessions.logins.at(-1)).toEqual({
      user: 'sa',
      database: 'Shop',
      language: 'us_english',
      hostName: 'till',
      applicationName: 'orders',
      clientAddress: '127.0.0.1',
    });
    connection.close();
  });

  test('a wrong password gets 18456 and the end of the connection', async () => {
    await expect(connect(server.port, {}, 'wrong')).rejects.toMatchObject({ message: "Login failed for user 'sa'.", code: 'ELOGIN' });
    const client = new RawClient(server.port);
    const answer = await client.logIn({ user: 'sb' });
    expect(answer[0]).toBe(0xaa);
    expect(answer.readInt32LE(3)).toBe(18456);
    expect([answer[7], answer[8]]).toEqual([1, 14]);
    await client.closed();
  });

  test('a missing database gets 4060 and 18456', async () => {
    const client = new RawClient(server.port);
    const answer = await client.logIn({ database: 'Missing' });
    expect(answer.readInt32LE(3)).toBe(4060);
    expect(answer.readInt32LE(3 + answer.readUInt16LE(1) + 3)).toBe(18456);
    await client.closed();
    await expect(connect(server.port, { database: 'Missing' })).rejects.toThrow(/Login failed|Cannot open database "Missing"/);
  });

  test.each([
    [0x74000004, '74000004'],
    [0x74000000, '74000004'],
    [0x730b0003, '730b0003'],
    [0x730a0003, '730a0003'],
    [0x72090002, '72090002'],
    [0x71000001, '71000001'],
  ])('version %i is acknowledged as it should be', async (version, expected) => {
    const client = new RawClient(server.port);
    const answer = await client.logIn({ version });
    const at = answer.indexOf(Buffer.from('Microsoft SQL Server', 'utf16le'));
    expect(answer.subarray(at - 5, at - 1).toString('hex')).toBe(expected);
    client.socket.destroy();
  });

  test('versions before 7.1 are refused', async () => {
    const client = new RawClient(server.port);
    expect((await client.logIn({ version: 0x70000000 })).readInt32LE(3)).toBe(17832);
    await client.closed();
  });

  test('features that were not asked for are not acknowledged', async () => {
    const client = new RawClient(server.port);
    const answer = await client.logIn();
    const after = answer.indexOf(Buffer.from('Microsoft SQL Server', 'utf16le')) + 40 + 4;
    expect(answer[after]).toBe(0xe3);
    client.socket.destroy();
  });

  test('a client that needs encryption is told that there is none', async () => {
    await expect(connect(server.port, { encrypt: true, trustServerCertificate: true })).rejects.toThrow(/encryption/i);
  });

  test('who does not log in in time is dropped', async () => {
    const impatient = await serve(script, { loginTimeout: 100 });
    const client = new RawClient(impatient.port);
    client.send(prelogin());
    await client.closed();
    await impatient.stop();
  });

  test('connections beyond the limit are closed', async () => {
    const small = await serve(script, { maximumConnections: 1 });
    const first = await connect(small.port);
    const second = new RawClient(small.port);
    await second.closed();
    first.close();
    await small.stop();
  });

  test('a second login, or a request before the login, ends the connection', async () => {
    const twice = new RawClient(server.port);
    await twice.logIn();
    twice.send(login());
    await twice.closed();
    const early = new RawClient(server.port);
    early.send(prelogin());
    await early.message();
    early.send(packet(0x01, Buffer.from('SELECT 1', 'utf16le')));
    await early.closed();
  });
});

test.each([512, 4096, 8192, 32767])('packets of %i bytes are what both sides use', async (packetSize) => {
  const connection = await connect(server.port, { packetSize });
  expect(values(await ask(connection, 'big'))).toEqual([[big]]);
  // Longer than a packet in the other direction too.
  await ask(connection, `-- ${big}`);
  expect(server.sessions.log.at(-1)).toBe('batch of 300003');
  connection.close();

  const raw = new RawClient(server.port);
  await raw.logIn({ packetSize });
  raw.send(
    packet(0x01, Buffer.concat([Buffer.from('16000000120000000200000000000000000001000000', 'hex'), Buffer.from('big', 'utf16le')])),
  );
  while (raw.received.length < 40_000) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(raw.received.readUInt16BE(2)).toBe(packetSize);
  raw.socket.destroy();
});

describe('TLS', () => {
  let folder: string;
  let secure: TestServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'localdb-tls-'));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'],
        ...['-keyout', key, '-out', certificate],
      ],
      { stdio: 'ignore' },
    );
    secure = await serve(script, { tls: { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') } });
  });
  afterAll(async () => {
    await secure.stop();
    rmSync(folder, { recursive: true });
  });

  test('the whole connection is encrypted when the client wants it', async () => {
    const connection = await connect(secure.port, { encrypt: true, trustServerCertificate: true });
    expect(values(await ask(connection, 'SELECT 1'))).toEqual([[1]]);
    expect(values(await ask(connection, 'big'))).toEqual([[big]]);
    await ask(connection, `-- ${big}`);
    connection.close();
  });

  test('a wrong password is told over TLS too', async () => {
    await expect(connect(secure.port, { encrypt: true, trustServerCertificate: true }, 'wrong')).rejects.toMatchObject({ code: 'ELOGIN' });
  });

  test('a client without encryption is served in the clear', async () => {
    const connection = await connect(secure.port);
    expect(values(await ask(connection, 'SELECT 1'))).toEqual([[1]]);
    connection.close();
  });

  test('a client that gives no TLS where it said so is dropped', async () => {
    const client = new RawClient(secure.port);
    client.send(prelogin(1));
    await client.message();
    client.send(login());
    await client.closed();
  });
});
