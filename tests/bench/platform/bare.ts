// The bare server that the platform is measured beside: Fastify and mssql making the same procedure calls for the same user, answering JSON.

import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import sql from 'mssql';

export interface BareServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A dictionary of the conventions as a table-valued parameter. */
export function dictionary(rows: readonly [string, string][], type: string): sql.Table {
  const table = new sql.Table(type);
  table.columns.add('Key', sql.NVarChar(128));
  table.columns.add('Value', sql.NVarChar(sql.MAX));
  if (type.startsWith('Extended')) table.columns.add('Value2', sql.NVarChar(sql.MAX));
  for (const [key, value] of rows) table.rows.add(...(type.startsWith('Extended') ? [key, value, value] : [key, value]));
  return table;
}

/** What every request of the platform begins with. */
export function begin(pool: sql.ConnectionPool): Promise<unknown> {
  return pool
    .request()
    .input('tokenHash', sql.VarBinary(32), null)
    .input('ip', sql.VarChar(45), '127.0.0.1')
    .execute('platform.request_begin');
}

export async function startBare(connection: sql.config, username: string): Promise<BareServer> {
  const pool = await new sql.ConnectionPool({ ...connection, pool: { max: 20 } }).connect();
  const items = (code: string, pageSize: number) =>
    pool
      .request()
      .input('filters', dictionary([['langID', 'en']], 'CRUDFilterParameter'))
      .input('sort', sql.NVarChar(128), null)
      .input('direction', sql.NVarChar(8), 'asc')
      .input('page', sql.Int, 1)
      .input('pageSize', sql.Int, pageSize)
      .input('username', sql.NVarChar(256), username)
      .execute(`dbo.[crud_${code}_getItems]`);
  const chart = () =>
    pool
      .request()
      .input('parameters', dictionary([['langID', 'en']], 'ExtendedDictionaryParameter'))
      .input('username', sql.NVarChar(256), username)
      .execute('dbo.[chart_sales_getData]');

  const server = Fastify();
  server.get('/work', async () => {
    await begin(pool);
    const [rows, points] = await Promise.all([items('orders', 50), chart()]);
    return { rows: rows.recordsets, points: points.recordsets };
  });
  server.get('/procedure', async () => (await items('orders', 50)).recordsets);
  server.post<{ Body: Record<string, string> }>('/save', async (request) => {
    await begin(pool);
    const fields = Object.entries(request.body).map(([key, value]): [string, string] => [key, String(value)]);
    const result = await pool
      .request()
      .input('username', sql.NVarChar(256), username)
      .input('itemID', sql.Int, 0)
      .input('parameters', dictionary(fields, 'ExtendedDictionaryParameter'))
      .execute('dbo.[fm_note_saveItem]');
    return result.recordsets;
  });
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
