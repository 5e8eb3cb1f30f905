// Definitions in the database: every change, by procedure or by plain SQL, raises version and revision and is kept in the history.

import sql from 'mssql';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPlatform } from './install.ts';
import type { PlatformServer } from './install.ts';

let platform: PlatformServer;
let db: sql.ConnectionPool;

beforeAll(async () => {
  platform = await installPlatform('definitions');
  db = await platform.connect();
}, 60_000);
afterAll(() => platform.stop());
beforeEach(async () => {
  await db.request().batch('DELETE FROM platform.definition; DELETE FROM platform.definition_history;');
});

type Row = Record<string, unknown>;
const rows = async (text: string): Promise<Row[]> => (await db.request().query<Row>(text)).recordset;
const revision = async (): Promise<number> => Number((await rows('SELECT number FROM platform.revision'))[0]?.number);
const history = (): Promise<Row[]> =>
  rows('SELECT code, version, action, body, comment, changedBy FROM platform.definition_history ORDER BY id, code');

interface Save {
  kind?: string;
  code?: string;
  body?: string;
  expectedVersion?: number | null;
  username?: string;
  comment?: string;
}
const call = async (name: string, values: Save): Promise<Row> => {
  const request = db.request();
  request.input('kind', sql.VarChar(32), values.kind ?? 'form');
  request.input('code', sql.NVarChar(64), values.code ?? 'order');
  if (name === 'definition_save') request.input('body', sql.NVarChar(sql.MAX), values.body ?? '{}');
  request.input('expectedVersion', sql.Int, values.expectedVersion ?? null);
  request.input('username', sql.NVarChar(64), values.username ?? 'dev');
  request.input('comment', sql.NVarChar(1000), values.comment ?? null);
  const { recordset } = await request.execute<Row>(`platform.${name}`);
  return recordset[0] ?? {};
};
const save = (values: Save): Promise<Row> => call('definition_save', values);

describe('platform.definition_save', () => {
  test('creates with version 1, then raises the version, and says who and why', async () => {
    const before = await revision();
    expect(await save({ body: '{"a":1}', expectedVersion: 0, comment: 'first' })).toMatchObject({
      outcome: 'created',
      version: 1,
      updatedBy: 'dev',
    });
    expect(await save({ body: '{"a":2}', expectedVersion: 1, username: 'ann', comment: 'second' })).toMatchObject({
      outcome: 'updated',
      version: 2,
      updatedBy: 'ann',
      revision: String(before + 2),
    });
    expect(await history()).toEqual([
      { code: 'order', version: 1, action: 'insert', body: '{"a":1}', comment: 'first', changedBy: 'dev' },
      { code: 'order', version: 2, action: 'update', body: '{"a":2}', comment: 'second', changedBy: 'ann' },
    ]);
  });

  test('a stale version is a conflict that carries what is there and changes nothing', async () => {
    await save({ body: '{"a":1}' });
    await save({ body: '{"a":2}', expectedVersion: 1 });
    const before = await revision();
    expect(await save({ body: '{"a":3}', expectedVersion: 1 })).toMatchObject({ outcome: 'conflict', version: 2, body: '{"a":2}' });
    expect(await save({ body: '{"a":3}', expectedVersion: 0 })).toMatchObject({ outcome: 'conflict', version: 2 });
    expect(await save({ code: 'absent', expectedVersion: 4 })).toMatchObject({ outcome: 'conflict', version: 0, body: null });
    expect(await revision()).toBe(before);
  });

  test('of two writers with the same version at once one wins', async () => {
    await save({ body: '{"a":1}' });
    const other = await platform.connect();
    const text = (n: number): string => `EXEC platform.definition_save 'form', N'order', N'{"n":${n}}', 1, N'w${n}'`;
    const outcomes = await Promise.all([db.request().batch<Row>(text(1)), other.request().batch<Row>(text(2))]);
    expect(outcomes.map(({ recordset }) => recordset[0]?.outcome).sort()).toEqual(['conflict', 'updated']);
  });

  test('the same body again is no change', async () => {
    await save({ body: '{"a":1}' });
    const before = await revision();
    expect(await save({ body: '{"a":1}' })).toMatchObject({ outcome: 'unchanged', version: 1 });
    expect(await save({ body: '{"A":1}' })).toMatchObject({ outcome: 'updated', version: 2 });
    expect(await revision()).toBe(before + 1);
  });

  test('a body that is not JSON is refused and leaves no transaction open', async () => {
    await expect(save({ body: 'not json' })).rejects.toThrow('must be JSON');
    expect(await rows('SELECT @@TRANCOUNT AS n')).toEqual([{ n: 0 }]);
  });

  test('hostile codes are data', async () => {
    const code = `x'); DROP TABLE platform.definition;--`;
    expect(await save({ code, body: `{"t":"'; DROP TABLE platform.definition--"}` })).toMatchObject({ outcome: 'created' });
    expect(await rows('SELECT code FROM platform.definition')).toEqual([{ code }]);
  });
});

describe('platform.definition_delete', () => {
  test('keeps the last body in the history; a definition that comes back goes on counting', async () => {
    await save({ body: '{"a":1}' });
    expect(await call('definition_delete', { expectedVersion: 7 })).toMatchObject({ outcome: 'conflict', version: 1 });
    expect(await call('definition_delete', { expectedVersion: 1, username: 'ann' })).toMatchObject({ outcome: 'deleted' });
    expect(await call('definition_delete', {})).toMatchObject({ outcome: 'absent' });
    expect((await history()).at(-1)).toMatchObject({ action: 'delete', version: 2, body: '{"a":1}', changedBy: 'ann' });
    expect(await save({ expectedVersion: 0 })).toMatchObject({ outcome: 'created', version: 3 });
  });
});

describe('plain SQL on platform.definition', () => {
  test('a statement over many rows raises each version and the revision once', async () => {
    await db
      .request()
      .batch(
        `INSERT INTO platform.definition (kind, code, body) VALUES ('form', N'a', N'{}'), ('form', N'b', N'{}'), ('page', N'c', N'{}')`,
      );
    const before = await revision();
    await db.request().batch(`UPDATE platform.definition SET body = JSON_MODIFY(body, '$.title', N'x') WHERE kind = 'form'`);
    expect(await revision()).toBe(before + 1);
    expect(await rows('SELECT code, version, revision FROM platform.definition ORDER BY code')).toEqual([
      { code: 'a', version: 2, revision: String(before + 1) },
      { code: 'b', version: 2, revision: String(before + 1) },
      { code: 'c', version: 1, revision: String(before) },
    ]);
    expect((await history()).filter(({ action }) => action === 'update')).toHaveLength(2);
  });

  test('the session says who it was', async () => {
    await db
      .request()
      .batch(
        `EXEC sp_set_session_context N'username', N'oleg'; INSERT INTO platform.definition (kind, code, body) VALUES ('form', N'a', N'{}')`,
      );
    expect(await history()).toMatchObject([{ changedBy: 'oleg' }]);
    await db.request().batch(`EXEC sp_set_session_context N'username', NULL`);
  });

  test('a draft changes nothing that is served', async () => {
    await save({ body: '{"a":1}' });
    const before = await revision();
    await db.request().batch(`UPDATE platform.definition SET draft = N'{"a":2}'`);
    expect([await revision(), (await history()).length]).toEqual([before, 1]);
    await expect(db.request().batch(`UPDATE platform.definition SET draft = N'{'`)).rejects.toThrow('CK_definition_draft');
  });

  test('a renamed code is a deletion and a new one', async () => {
    await save({ code: 'old' });
    await db.request().batch(`UPDATE platform.definition SET code = N'new'`);
    expect(
      (await history())
        .slice(1)
        .map(({ code, action }) => `${action} ${code}`)
        .sort(),
    ).toEqual(['delete old', 'insert new']);
  });

  test('a change that is rolled back leaves nothing', async () => {
    const before = await revision();
    await db.request().batch(`BEGIN TRAN; INSERT INTO platform.definition (kind, code, body) VALUES ('form', N'a', N'{}'); ROLLBACK`);
    expect([await revision(), (await history()).length]).toEqual([before, 0]);
  });

  test('roles follow their definitions', async () => {
    const roles = (): Promise<Row[]> => rows('SELECT code, isActive, requireTotp FROM platform.role ORDER BY code');
    await db
      .request()
      .batch(
        `INSERT INTO platform.definition (kind, code, body) VALUES ('role', N'a', N'{}'), ('role', N'b', N'{"isActive":false,"requireTotp":true}')`,
      );
    expect(await roles()).toEqual([
      { code: 'a', isActive: true, requireTotp: false },
      { code: 'b', isActive: false, requireTotp: true },
    ]);
    await db
      .request()
      .batch(
        `UPDATE platform.definition SET body = N'{"isActive":true}' WHERE kind = 'role'; DELETE FROM platform.definition WHERE code = N'a'`,
      );
    expect(await roles()).toEqual([{ code: 'b', isActive: true, requireTotp: false }]);
  });
});

describe('views for analysts', () => {
  test('show fields, columns and transitions as rows, titles in both languages', async () => {
    await save({
      body: JSON.stringify({
        title: { en: 'Order', ru: 'Заказ' },
        fields: [
          { code: 'note', title: 'Note', required: true },
          { code: 'sum', type: 'money' },
        ],
      }),
    });
    await save({
      kind: 'entity',
      body: JSON.stringify({
        title: 'Order',
        statuses: [{ code: 'new', title: { ru: 'Новый' }, color: 'info' }],
        transitions: [{ from: ['new', 'ready'], to: 'done', title: { en: 'Finish' }, roles: 'manager' }],
      }),
    });
    expect(await rows('SELECT code, titleEn, titleRu, fieldsCount FROM platform.forms')).toEqual([
      { code: 'order', titleEn: 'Order', titleRu: 'Заказ', fieldsCount: 2 },
    ]);
    expect(await rows('SELECT code, type, required, titleRu FROM platform.form_fields ORDER BY position')).toEqual([
      { code: 'note', type: 'text', required: true, titleRu: 'Note' },
      { code: 'sum', type: 'money', required: false, titleRu: null },
    ]);
    expect(await rows('SELECT fromStatus, toStatus, titleRu, roles FROM platform.transitions ORDER BY fromStatus')).toEqual([
      { fromStatus: 'new', toStatus: 'done', titleRu: 'Finish', roles: 'manager' },
      { fromStatus: 'ready', toStatus: 'done', titleRu: 'Finish', roles: 'manager' },
    ]);
    expect(await rows('SELECT entityCode, code, name, ord FROM dbo.as_en_statuses')).toEqual([
      { entityCode: 'order', code: 'new', name: 'Новый', ord: 100 },
    ]);
  });

  test('every view of the platform can be read', async () => {
    await save({ kind: 'page', body: JSON.stringify({ markup: 'x'.repeat(5000) }) });
    const views = await rows(`SELECT SCHEMA_NAME(schema_id) + '.' + name AS name FROM sys.views`);
    expect(views.length).toBeGreaterThan(25);
    for (const { name } of views) await rows(`SELECT * FROM ${String(name)}`);
    expect(await rows('SELECT LEN(markup) AS n FROM platform.pages')).toEqual([{ n: '5000' }]);
  });
});
