// The story of an order, as a client, the least privileged role: put a product into the cart, send the order, write a message, cancel it.
// Beside it a bare Fastify handler for each step that makes the same procedure calls through mssql and answers JSON.

import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import sql from 'mssql';
import { TestBrowser } from '../../engine/harness.ts';
import { startDemo } from '../../solutions/orders/demo.ts';
import { begin, dictionary } from './bare.ts';
import type { BareServer } from './bare.ts';
import { load } from './load.ts';
import type { Loaded } from './load.ts';

const CLIENT = 'client';

/** Both sides over one demo on the server of `connection`; one client at a time, since a client has one cart. */
export async function benchStory(seconds: number, connection: sql.config): Promise<{ mine: Loaded; bare: Loaded }> {
  const demo = await startDemo();
  const database = /database (\S+)/.exec(demo.db.describe())?.[1] ?? '';
  const bare = await startBareStory({ ...connection, database });
  try {
    const client = new TestBrowser(demo.url);
    await client.signIn(CLIENT, 'demo');
    const { html } = await client.page('/catalog');
    const product = /<[^>]+\bdata-id="(\d+)"/.exec(html)?.[1];
    if (product === undefined) throw new Error('the catalogue of the demo shows no product');
    let run = 0;
    const mine = await load(seconds, () => order(client, { product, run: run++ }), 1);
    const other = await load(seconds, () => bareOrder(bare.url, { product, run: run++ }), 1);
    return { mine, bare: other };
  } finally {
    await bare.stop();
    await demo.stop();
  }
}

async function order(client: TestBrowser, { product, run }: { product: string; run: number }): Promise<void> {
  const step = async (path: string, body: object): Promise<string> => {
    const { json, status } = await client.post(path, body);
    if (!json.ok) throw new Error(`${path} answered ${status}: ${JSON.stringify(json).slice(0, 400)}`);
    return JSON.stringify(json);
  };
  await step('/c/table/catalog/operation', { operation: 'addToCart', ids: [product] });
  const fields = { deliveryCode: 'pickup', comment: `run ${run}` };
  const sent = await step('/c/form/checkout/save', { itemID: '', fields, key: `bench-order-${run}` });
  const id = orderOf(sent);
  await step(`/c/chat/order/send?itemID=${id}`, { text: 'When can I fetch it?', key: `bench-message-${run}` });
  await step(`/c/entity/order/change?itemID=${id}`, { from: 'new', to: 'cancelled', transition: 'refuse', comment: 'not needed' });
}

async function bareOrder(url: string, { product, run }: { product: string; run: number }): Promise<void> {
  const step = async (path: string, body: object): Promise<string> => {
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 400)}`);
    return text;
  };
  await step('/cart', { product });
  const id = orderOf(await step('/order', { comment: `run ${run}` }));
  await step('/message', { id, text: 'When can I fetch it?' });
  await step('/status', { id });
}

function orderOf(answer: string): string {
  const id = /\/order\/(\d+)/.exec(answer)?.[1];
  if (id === undefined) throw new Error(`no order was made: ${answer.slice(0, 400)}`);
  return id;
}

async function startBareStory(connection: sql.config): Promise<BareServer> {
  const pool = await new sql.ConnectionPool({ ...connection, pool: { max: 20 } }).connect();
  /** A call about one record. */
  const of = (id: string) => pool.request().input('itemID', sql.NVarChar(64), id).input('username', sql.NVarChar(64), CLIENT);
  const steps: Readonly<Record<string, (body: Record<string, string>) => Promise<unknown>>> = {
    '/cart': async ({ product }) =>
      (
        await pool
          .request()
          .input('operation', sql.NVarChar(64), 'addToCart')
          .input('itemIDs', sql.NVarChar(sql.MAX), product)
          .input('parameters', dictionary([['langID', 'en']], 'CRUDFilterParameter'))
          .input('username', sql.NVarChar(64), CLIENT)
          .execute('dbo.[crud_catalog_operation]')
      ).recordsets,
    '/order': async ({ comment = '' }) => {
      const fields: [string, string][] = [
        ['deliveryCode', 'pickup'],
        ['comment', comment],
      ];
      return (await of('').input('parameters', dictionary(fields, 'CRUDFilterParameter')).execute('dbo.[fm_checkout_saveItem]')).recordsets;
    },
    '/message': async ({ id = '', text = '' }) => {
      await of(id).execute('dbo.[chat_order_access]');
      const insert = pool.request().input('id', sql.NVarChar(128), id).input('text', sql.NVarChar(sql.MAX), text);
      await insert.input('username', sql.NVarChar(64), CLIENT).query(`
        INSERT platform.chat_message (chatCode, itemID, userID, text)
        SELECT 'order', @id, u.id, @text FROM platform.[user] AS u WHERE u.username = @username;`);
      return { ok: true };
    },
    '/status': async ({ id = '' }) => {
      await of(id).execute('dbo.[en_order_getStatus]');
      const check = of(id);
      check.input('from', sql.NVarChar(32), 'new').input('to', sql.NVarChar(32), 'cancelled').input('comment', sql.NVarChar(1000), '');
      await check.execute('dbo.[en_order_checkStatus]');
      return (await of(id).input('status', sql.NVarChar(32), 'cancelled').execute('dbo.[en_order_setStatus]')).recordsets;
    },
  };
  const server = Fastify();
  for (const [path, run] of Object.entries(steps)) {
    server.post<{ Body: Record<string, string> }>(path, async (request) => {
      await begin(pool);
      return run(request.body);
    });
  }
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      await server.close();
      await pool.close();
    },
  };
}
