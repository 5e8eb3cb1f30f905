import { describe, expect, it } from 'vitest';
import { Fixture, errorsOf } from './fixture.ts';

const table = (): Fixture => {
  const f = new Fixture();
  f.run(
    `CREATE TABLE dbo.clients (id int NOT NULL CONSTRAINT PK_clients PRIMARY KEY, name varchar(10) NULL CONSTRAINT DF_name DEFAULT 'x', qty int CONSTRAINT CK_qty CHECK (qty > 0),
    total AS qty * 2, num varchar(5))`,
    'CREATE INDEX IX_num ON dbo.clients (num)',
    'CREATE TABLE dbo.orders (id int PRIMARY KEY, client int CONSTRAINT FK_orders REFERENCES dbo.clients (id))',
  );
  return f;
};
const numbers = (f: Fixture, sql: string): number[] => errorsOf(() => f.alter(sql, false)).map((e) => Number.parseInt(e, 10));

describe('ALTER TABLE', () => {
  it('adds columns with what fills them in rows that exist', () => {
    const change = table().alter(
      "ALTER TABLE dbo.clients ADD city nvarchar(30) NULL, points int NOT NULL DEFAULT 5, vip bit NULL DEFAULT 1, grade char(1) NULL DEFAULT 'C' WITH VALUES, n int IDENTITY",
      false,
    );
    expect(change.addedColumns.map(({ column, fill }) => [column.name, column.slot, fill])).toEqual([
      ['city', 6, 'null'],
      ['points', 7, 'default'],
      ['vip', 8, 'null'],
      ['grade', 9, 'default'],
      ['n', 10, 'identity'],
    ]);
  });
  it('validates new constraints unless WITH NOCHECK', () => {
    expect(
      table()
        .alter('ALTER TABLE dbo.clients ADD CONSTRAINT c CHECK (qty > 1)')
        .checksToValidate.map((c) => c.name),
    ).toEqual(['c']);
    const change = table().alter('ALTER TABLE dbo.clients WITH NOCHECK ADD CONSTRAINT c CHECK (qty > 1)');
    expect(change.checksToValidate).toEqual([]);
    expect(change.definition.checks[1]?.isNotTrusted).toBe(true);
  });
  it('lists indexes to build and drop', () => {
    expect(
      table()
        .alter('ALTER TABLE dbo.clients ADD CONSTRAINT UQ_num UNIQUE (num)')
        .indexesToBuild.map((i) => i.name),
    ).toEqual(['UQ_num']);
    expect(table().alter('ALTER TABLE dbo.orders DROP CONSTRAINT FK_orders').droppedIndexes).toEqual([]);
  });
  it('converts a column and keeps its slot', () => {
    const change = table().alter('ALTER TABLE dbo.clients ALTER COLUMN name varchar(20) NOT NULL');
    expect(change.alteredColumn).toMatchObject({ isConverted: true, mustBeNotNull: true, to: { slot: 2, isNullable: false } });
  });
  it('drops a column and keeps the slots of the others', () => {
    const f = table();
    f.run('ALTER TABLE dbo.clients DROP CONSTRAINT DF_name');
    const change = f.alter('ALTER TABLE dbo.clients DROP COLUMN name');
    expect([change.droppedSlots, change.definition.columns.map((c) => c.slot), change.definition.width]).toEqual([[2], [1, 3, 4, 5], 6]);
  });
  it('names every dependent before 4922', () => {
    expect(errorsOf(() => table().alter('ALTER TABLE dbo.clients DROP COLUMN qty'))).toEqual([
      "5074 The column 'total' is dependent on column 'qty'.",
      "5074 The object 'CK_qty' is dependent on column 'qty'.",
      '4922 ALTER TABLE DROP COLUMN qty failed because one or more objects access this column.',
    ]);
    expect(errorsOf(() => table().alter('ALTER TABLE dbo.clients DROP COLUMN num'))[0]).toBe(
      "5074 The index 'IX_num' is dependent on column 'num'.",
    );
  });
  it('lets an indexed varchar column grow', () => {
    expect(numbers(table(), 'ALTER TABLE dbo.clients ALTER COLUMN num varchar(9)')).toEqual([]);
    expect(numbers(table(), 'ALTER TABLE dbo.clients ALTER COLUMN num varchar(3)')).toEqual([5074, 4922]);
    expect(numbers(table(), 'ALTER TABLE dbo.clients ALTER COLUMN id bigint')).toEqual([5074, 5074, 4922]);
  });
  it.each([
    ['ALTER TABLE dbo.clients ADD code int NOT NULL', [4901]],
    ['ALTER TABLE dbo.clients ADD name int', [2705]],
    ['ALTER TABLE dbo.clients DROP COLUMN nosuch', [4924]],
    ['ALTER TABLE dbo.clients DROP COLUMN IF EXISTS nosuch', []],
    ['ALTER TABLE dbo.clients ALTER COLUMN nosuch int', [4924]],
    ['ALTER TABLE dbo.clients ALTER COLUMN total int', [4928]],
    ['ALTER TABLE dbo.clients DROP CONSTRAINT nosuch', [3728, 3727]],
    ['ALTER TABLE dbo.clients DROP CONSTRAINT FK_orders', [3733, 3727]],
    ['ALTER TABLE dbo.clients DROP CONSTRAINT PK_clients', [3725, 3727]],
    ['ALTER TABLE dbo.clients ADD PRIMARY KEY (qty)', [1779, 1750]],
    ['ALTER TABLE dbo.clients ADD DEFAULT 1 FOR name', [1781, 1750]],
    ['ALTER TABLE dbo.clients ADD DEFAULT 1 FOR nosuch', [1752, 1750]],
    ['ALTER TABLE dbo.clients ADD CONSTRAINT CK_qty CHECK (qty > 1)', [2714, 1750]],
    ['ALTER TABLE dbo.clients NOCHECK CONSTRAINT nosuch', [4917, 4916]],
    ['ALTER TABLE dbo.clients NOCHECK CONSTRAINT PK_clients', [11415, 4916]],
    ['ALTER TABLE dbo.clients DISABLE TRIGGER nosuch', [4920]],
  ])('%s', (sql, expected) => {
    expect(numbers(table(), sql)).toEqual(expected);
  });
  it('disables, enables and validates constraints', () => {
    const f = table();
    f.run('ALTER TABLE dbo.orders NOCHECK CONSTRAINT ALL');
    expect(f.definition('orders').foreignKeys[0]).toMatchObject({ isDisabled: true, isNotTrusted: true });
    const change = f.alter('ALTER TABLE dbo.orders WITH CHECK CHECK CONSTRAINT ALL');
    expect(change.foreignKeysToValidate).toHaveLength(1);
    expect(change.definition.foreignKeys[0]).toMatchObject({ isDisabled: false, isNotTrusted: false });
  });
});
