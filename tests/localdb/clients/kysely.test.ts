// Kysely with its MSSQL dialect against a real server: queries, transactions, streaming, migrations, introspection.

import { Kysely, MssqlDialect, sql } from 'kysely';
import type { Generated } from 'kysely';
import { Migrator } from 'kysely/migration';
import * as tarn from 'tarn';
import * as tedious from 'tedious';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, disconnect, runBatch } from '../case-runner.ts';
import { startTestServer } from '../server.ts';
import type { TestServer } from '../server.ts';

interface Schema {
  clients: { id: Generated<number>; name: string; city: string | null; balance: Generated<number> };
  orders: { id: number; client_id: number; total: number; placed: Date };
}

let server: TestServer;
let db: Kysely<Schema>;
const database = `clients_kysely_${process.pid}`;

const inMaster = async (text: string): Promise<void> => {
  const admin = await connect(server, 'master');
  await runBatch(admin, text);
  await disconnect(admin);
};

beforeAll(async () => {
  server = await startTestServer();
  await inMaster(`CREATE DATABASE ${database}`);
  db = new Kysely<Schema>({
    dialect: new MssqlDialect({
      resetConnectionsOnRelease: true,
      tarn: { ...tarn, options: { min: 0, max: 4 } },
      tedious: {
        ...tedious,
        connectionFactory: () =>
          new tedious.Connection({
            server: server.server,
            authentication: { type: 'default', options: { userName: server.user, password: server.password } },
            options: { port: server.port, database, encrypt: false, trustServerCertificate: true },
          }),
      },
    }),
  });
});
afterAll(async () => {
  await db.destroy();
  await inMaster(`DROP DATABASE ${database}`);
  await server.stop();
});

const migrator = (to: Kysely<Schema>): Migrator =>
  new Migrator({
    db: to,
    provider: {
      getMigrations: () =>
        Promise.resolve({
          '001_clients': {
            up: async (schema: Kysely<unknown>) => {
              await schema.schema
                .createTable('clients')
                .addColumn('id', 'integer', (column) => column.identity().primaryKey())
                .addColumn('name', sql`nvarchar(50)`, (column) => column.notNull())
                .addColumn('city', sql`nvarchar(50)`)
                .addColumn('balance', 'decimal(12, 2)', (column) => column.notNull().defaultTo(0))
                .execute();
            },
            down: (schema: Kysely<unknown>) => schema.schema.dropTable('clients').execute(),
          },
          '002_orders': {
            up: async (schema: Kysely<unknown>) => {
              await schema.schema
                .createTable('orders')
                .addColumn('id', 'integer', (column) => column.primaryKey())
                .addColumn('client_id', 'integer', (column) => column.notNull().references('clients.id').onDelete('cascade'))
                .addColumn('total', 'decimal(12, 2)', (column) => column.notNull())
                .addColumn('placed', sql`datetime2(0)`, (column) => column.notNull())
                .execute();
              await schema.schema.createIndex('orders_client').on('orders').columns(['client_id', 'placed']).execute();
            },
            down: (schema: Kysely<unknown>) => schema.schema.dropTable('orders').execute(),
          },
        }),
    },
  });

describe('migrations', () => {
  test('run up, know what has run, go down and up again', async () => {
    const first = await migrator(db).migrateToLatest();
    expect(first.error).toBeUndefined();
    expect(first.results?.map((result) => result.status)).toEqual(['Success', 'Success']);
    expect((await migrator(db).migrateToLatest()).results).toEqual([]);
    const down = await migrator(db).migrateDown();
    expect(down.results).toMatchObject([{ migrationName: '002_orders', direction: 'Down', status: 'Success' }]);
    const again = await migrator(db).migrateToLatest();
    expect(again.results).toMatchObject([{ migrationName: '002_orders', direction: 'Up', status: 'Success' }]);
    expect((await migrator(db).getMigrations()).every((migration) => migration.executedAt instanceof Date)).toBe(true);
  });

  test('the tables are seen by introspection', async () => {
    const tables = await db.introspection.getTables();
    expect(tables.map((table) => `${table.schema}.${table.name}`).sort()).toEqual(['dbo.clients', 'dbo.orders']);
    const clients = tables.find((table) => table.name === 'clients');
    expect(
      clients?.columns.map(({ name, dataType, isNullable, isAutoIncrementing, hasDefaultValue }) => ({
        name,
        dataType,
        isNullable,
        isAutoIncrementing,
        hasDefaultValue,
      })),
    ).toEqual([
      { name: 'balance', dataType: 'decimal', isNullable: false, isAutoIncrementing: false, hasDefaultValue: true },
      { name: 'city', dataType: 'nvarchar', isNullable: true, isAutoIncrementing: false, hasDefaultValue: false },
      { name: 'id', dataType: 'int', isNullable: false, isAutoIncrementing: true, hasDefaultValue: true },
      { name: 'name', dataType: 'nvarchar', isNullable: false, isAutoIncrementing: false, hasDefaultValue: false },
    ]);
    expect((await db.introspection.getSchemas()).map((schema) => schema.name)).toContain('dbo');
  });
});

describe('queries', () => {
  test('insert with output, select with joins, grouping and paging, update, merge, delete', async () => {
    const inserted = await db
      .insertInto('clients')
      .values([
        { name: 'Анна', city: 'Омск' },
        { name: 'Борис', city: null },
      ])
      .output(['inserted.id', 'inserted.name', 'inserted.balance'])
      .execute();
    expect(inserted.map((row) => [row.name, row.balance])).toEqual([
      ['Анна', 0],
      ['Борис', 0],
    ]);
    const [anna, boris] = inserted.map((row) => row.id);
    if (anna === undefined || boris === undefined) throw new Error('nothing was inserted');
    await db
      .insertInto('orders')
      .values(
        [1, 2, 3].map((id) => ({ id, client_id: id === 3 ? boris : anna, total: id * 10.5, placed: new Date(`2024-03-0${id}T10:00:00Z`) })),
      )
      .execute();

    const totals = await db
      .selectFrom('clients as c')
      .leftJoin('orders as o', 'o.client_id', 'c.id')
      .select(['c.name', (eb) => eb.fn.sum<number>('o.total').as('total'), (eb) => eb.fn.count<number>('o.id').as('orders')])
      .groupBy(['c.id', 'c.name'])
      .having((eb) => eb.fn.count('o.id'), '>', 0)
      .orderBy('total', 'desc')
      .execute();
    expect(totals).toEqual(
      [
        { name: 'Анна', total: 31.5, orders: 2 },
        { name: 'Борис', total: 31.5, orders: 1 },
      ].sort((a, b) => totals.findIndex((row) => row.name === a.name) - totals.findIndex((row) => row.name === b.name)),
    );

    const page = await db
      .selectFrom('orders')
      .select(['id', 'placed'])
      .where('id', 'in', [1, 2, 3])
      .orderBy('id')
      .offset(1)
      .fetch(1)
      .execute();
    expect(page).toEqual([{ id: 2, placed: new Date('2024-03-02T10:00:00Z') }]);
    expect(await db.selectFrom('orders').select('id').top(2).orderBy('id', 'desc').execute()).toEqual([{ id: 3 }, { id: 2 }]);

    const updated = await db.updateTable('clients').set({ balance: sql`balance + 5` }).where('id', '=', anna).executeTakeFirst();
    expect(updated.numUpdatedRows).toBe(1n);
    await db
      .mergeInto('clients as t')
      .using('orders as s', 's.client_id', 't.id')
      .whenMatchedAnd('s.id', '=', 3)
      .thenUpdateSet({ city: 'Пермь' })
      .execute();
    expect(await db.selectFrom('clients').select('city').where('id', '=', boris).executeTakeFirst()).toEqual({ city: 'Пермь' });
    const deleted = await db.deleteFrom('orders').where('client_id', '=', boris).output('deleted.id').execute();
    expect(deleted).toEqual([{ id: 3 }]);
  });

  test('a failed transaction leaves nothing, a finished one stays', async () => {
    await expect(
      db.transaction().execute(async (trx) => {
        await trx.insertInto('clients').values({ name: 'Никто' }).execute();
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    await db
      .transaction()
      .setIsolationLevel('serializable')
      .execute(async (trx) => {
        await trx.insertInto('clients').values({ name: 'Вера' }).execute();
      });
    const names = await db.selectFrom('clients').select('name').where('name', 'in', ['Никто', 'Вера']).execute();
    expect(names).toEqual([{ name: 'Вера' }]);
  });

  test('controlled transactions with savepoints', async () => {
    const trx = await db.startTransaction().execute();
    await trx.insertInto('clients').values({ name: 'До точки' }).execute();
    const saved = await trx.savepoint('here').execute();
    await saved.insertInto('clients').values({ name: 'После точки' }).execute();
    await saved.rollbackToSavepoint('here').execute();
    await trx.commit().execute();
    const names = await db.selectFrom('clients').select('name').where('name', 'like', '%точки').execute();
    expect(names).toEqual([{ name: 'До точки' }]);
  });

  test('rows are streamed', async () => {
    const seen: number[] = [];
    const series = sql<{ value: number }>`SELECT value FROM GENERATE_SERIES(1, 500)`.compile(db);
    for await (const row of db.selectNoFrom(sql<number>`1`.as('value')).stream(10)) seen.push(row.value);
    expect(seen).toEqual([1]);
    expect((await db.executeQuery(series)).rows).toHaveLength(500);
  });

  test('nothing of a session is left on a released connection', async () => {
    await sql`EXEC sp_set_session_context N'user', N'olga'; CREATE TABLE #left (id int)`.execute(db);
    const { rows } = await sql<{ u: unknown; t: unknown }>`SELECT SESSION_CONTEXT(N'user') AS u, OBJECT_ID('tempdb..#left') AS t`.execute(
      db,
    );
    expect(rows).toEqual([{ u: null, t: null }]);
  });
});
