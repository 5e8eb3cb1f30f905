// What an outgoing call endures: servers that do not answer, do not end, or send it elsewhere.

import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AddressRefused, checkedAddresses } from '../../engine/api/addresses.ts';
import { exchange } from '../../engine/api/outgoing.ts';

const answers: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  '/silent': () => undefined,
  '/headers': (_request, response) => response.writeHead(200, { 'content-length': '10' }).flushHeaders(),
  '/drip': (_request, response) => {
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
  '/endless': (_request, response) => {
    const more = (): void => {
      while (response.write('x'.repeat(16_384)));
    };
    response.on('drain', more);
    more();
  },
  '/move': (_request, response) => response.writeHead(307, { location: `http://127.0.0.1:${port(inside)}/secret` }).end('moved'),
  '/fine': (request, response) => response.end(request.headers.host),
};

let outside: Server;
let inside: Server;
const asked: string[] = [];
const closed: Promise<unknown>[] = [];

async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

beforeAll(async () => {
  outside = await listening((request, response) => {
    closed.push(once(response, 'close'));
    answers[request.url ?? '']?.(request, response);
  });
  inside = await listening((request, response) => {
    asked.push(request.url ?? '');
    response.end('inside');
  });
});
afterAll(() => {
  for (const server of [outside, inside]) {
    server.closeAllConnections();
    server.close();
  }
});

const port = (server: Server): number => (server.address() as AddressInfo).port;
const call = (path: string, { timeoutMs = 20_000, host = '127.0.0.1' } = {}) =>
  exchange(
    { url: new URL(`http://${host}:${port(outside)}${path}`), method: 'GET', headers: {}, body: Buffer.alloc(0) },
    { addresses: [{ address: '127.0.0.1', family: 4 }], timeoutMs, mostBytes: 65_536 },
  );

test.each(['/silent', '/headers', '/drip'])('%s is given up when its time is over, and let go', async (path) => {
  await expect(call(path, { timeoutMs: 250 })).rejects.toThrow(/timeout|aborted/i);
  await closed.at(-1);
});

test('an endless answer is cut off at its limit', async () => {
  await expect(call('/endless')).rejects.toThrow('larger than 65536 bytes');
  await closed.at(-1);
});

test('a redirect is an answer like any other: nobody follows it inside', async () => {
  expect(await call('/move')).toMatchObject({ status: 307, body: 'moved' });
  expect(asked).toEqual([]);
});

test('a name goes to the address that was checked, whatever it means by now', async () => {
  // This name has no address anywhere.
  expect(await call('/fine', { host: 'shop.invalid' })).toMatchObject({ status: 200, body: `shop.invalid:${port(outside)}` });
});

test('a name that means a private address is refused', async () => {
  await expect(checkedAddresses(new URL(`http://localhost:${port(inside)}/secret`), [])).rejects.toBeInstanceOf(AddressRefused);
  await expect(checkedAddresses(new URL('http://localhost/'), ['shop.example'])).rejects.toBeInstanceOf(AddressRefused);
});
