import { describe, expect, it } from 'vitest';
import { Fixture, errorsOf } from './fixture.ts';

const failing = (sql: string, ...before: string[]): string[] => {
  const f = new Fixture();
  f.run(...before);
  return errorsOf(() => f.run(sql));
};
const numbers = (errors: readonly string[]): number[] => errors.map((e) => Number.parseInt(e, 10));

describe('a built table', () => {
  const f = new Fixture();
  f.run(
    `CREATE TABLE dbo.clients (id int IDENTITY(1,1) PRIMARY KEY, name nvarchar(50) NOT NULL, code char(5), note varchar(max) NULL DEFAULT 'x',
       rate decimal(10,2) CONSTRAINT CK_rate CHECK (rate >= 0), doubled AS (id * 2), UNIQUE NONCLUSTERED (name, code), INDEX IX_note (code DESC))`,
    'CREATE TABLE dbo.orders (id int PRIMARY KEY NONCLUSTERED, client int REFERENCES dbo.clients ON DELETE CASCADE)',
  );
  const clients = f.definition('clients');

  it('has columns with slots, types and nullability', () => {
    expect(clients.columns.map((c) => [c.name, c.id, c.slot, c.type.name, c.isNullable])).toEqual([
      ['id', 1, 1, 'int', false],
      ['name', 2, 2, 'nvarchar', false],
      ['code', 3, 3, 'char', true],
      ['note', 4, 4, 'varchar', true],
      ['rate', 5, 5, 'decimal', true],
      ['doubled', 6, 6, 'int', true],
    ]);
    expect(clients.width).toBe(7);
    expect(clients.columns[0]?.identity).toEqual({ seed: 1, increment: 1 });
  });
  it('has the primary key clustered and others numbered from 2', () => {
    expect(
      clients.indexes.map((i) => [
        i.id,
        i.isClustered,
        i.isUnique,
        i.constraint?.kind,
        i.keys.map((k) => k.slot),
        i.keys.map((k) => k.descending),
      ]),
    ).toEqual([
      [1, true, true, 'primaryKey', [1], [false]],
      [2, false, true, 'unique', [2, 3], [false, false]],
      [3, false, false, undefined, [3], [true]],
    ]);
    expect(f.definition('orders').indexes[0]?.isClustered).toBe(false);
  });
  it('names constraints as SQL Server does', () => {
    expect(clients.indexes[0]?.name).toMatch(/^PK__clients__[0-9A-F]{16}$/);
    expect(clients.indexes[1]?.name).toMatch(/^UQ__clients__[0-9A-F]{16}$/);
    expect(clients.columns[3]?.default?.name).toMatch(/^DF__clients__note__[0-9A-F]{8}$/);
    expect(f.definition('orders').foreignKeys[0]?.name).toMatch(/^FK__orders__client__[0-9A-F]{8}$/);
  });
  it('has foreign keys by slots of both tables', () => {
    expect(f.definition('orders').foreignKeys[0]).toMatchObject({
      columns: [2],
      referencedTableId: clients.id,
      referencedColumns: [1],
      onDelete: 'cascade',
      onUpdate: 'noAction',
    });
    expect(f.database.foreignKeysTo(clients.id).map((r) => r.table.name)).toEqual(['orders']);
  });
});

describe('errors of table definitions', () => {
  it.each([
    ['CREATE TABLE dbo.t (a int, A int)', [2705]],
    ['CREATE TABLE dbo.t (a nosuch)', [2715]],
    ['CREATE TABLE dbo.t (a int IDENTITY, b int IDENTITY)', [2744]],
    ['CREATE TABLE dbo.t (a varchar(5) IDENTITY)', [2749]],
    ['CREATE TABLE dbo.t (a int NULL IDENTITY)', [8147]],
    ['CREATE TABLE dbo.t (a int PRIMARY KEY, b int PRIMARY KEY)', [8110]],
    ['CREATE TABLE dbo.t (a int NULL PRIMARY KEY)', [8111, 1750]],
    ['CREATE TABLE dbo.t (a int, PRIMARY KEY (b))', [1911, 1750]],
    ['CREATE TABLE dbo.t (a int, UNIQUE (a, a))', [1909, 1750]],
    ['CREATE TABLE dbo.t (a varchar(max), UNIQUE (a))', [1919, 1750]],
    ['CREATE TABLE dbo.t (a int PRIMARY KEY CLUSTERED, b int UNIQUE CLUSTERED)', [8112, 1750]],
    ['CREATE TABLE dbo.t (a int REFERENCES dbo.nosuch (id))', [1767, 1750]],
    ['CREATE TABLE dbo.t (a int, FOREIGN KEY (b) REFERENCES dbo.p (id))', [1769, 1750]],
    ['CREATE TABLE dbo.t (a int REFERENCES dbo.p (nosuch))', [1770, 1750]],
    ['CREATE TABLE dbo.t (a int REFERENCES dbo.p (other))', [1776, 1750]],
    ['CREATE TABLE dbo.t (a bigint REFERENCES dbo.p (id))', [1778, 1750]],
    ['CREATE TABLE dbo.t (a varchar(9) REFERENCES dbo.p (code))', [1753, 1750]],
    ['CREATE TABLE dbo.t (a int REFERENCES dbo.heap)', [1773, 1750]],
    ['CREATE TABLE dbo.t (a int NOT NULL REFERENCES dbo.p ON DELETE SET NULL)', [1761, 1750]],
    ['CREATE TABLE dbo.t (id int PRIMARY KEY, a int REFERENCES dbo.t (id) ON DELETE CASCADE)', [1785, 1750]],
    ['CREATE TABLE dbo.t (a int REFERENCES dbo.p (id) ON DELETE CASCADE, b int REFERENCES dbo.p (id) ON DELETE SET NULL)', [1785, 1750]],
    ['CREATE TABLE dbo.t (a int, b AS a + 1, c AS b + 1)', [1759]],
    ['CREATE TABLE dbo.t (a int, b AS a + 1 CHECK (b > 0))', [8183]],
    ['CREATE TABLE dbo.t (a int CHECK (b > 0), b int)', [8141, 1750]],
    ['CREATE TABLE dbo.t (a int CONSTRAINT PK_p CHECK (a > 0))', [2714, 1750]],
    ['CREATE TABLE dbo.t (a int IDENTITY DEFAULT 1)', [1754, 1750]],
    ['CREATE TABLE dbo.t (a rowversion, b rowversion)', [2738]],
    ['CREATE TABLE dbo.t (a char(5000), b char(5000))', [1701]],
    ['CREATE TABLE dbo.t (a int COLLATE Latin1_General_CI_AS)', [447]],
  ])('%s', (sql, expected) => {
    expect(
      numbers(
        failing(
          sql,
          'CREATE TABLE dbo.p (id int NOT NULL CONSTRAINT PK_p PRIMARY KEY, code varchar(5) NOT NULL UNIQUE, other int); CREATE TABLE dbo.heap (a int)',
        ),
      ),
    ).toEqual(expected);
  });
  it('names the table of a repeated column as it was written', () => {
    expect(failing('CREATE TABLE dbo.t (a int, A int)')).toEqual([
      "2705 Column names in each table must be unique. Column name 'A' in table 'dbo.t' is specified more than once.",
    ]);
  });
});

describe('definition texts', () => {
  const text = (column: string): string | undefined => {
    const f = new Fixture();
    f.run(`CREATE TABLE dbo.t (a int, b int, s varchar(10), ${column})`);
    const t = f.definition('t');
    return t.columns[3]?.default?.definition ?? t.columns[3]?.computed?.definition ?? t.checks[0]?.definition;
  };
  it.each([
    ['x int DEFAULT 0', '((0))'],
    ['x int DEFAULT (-1)', '((-1))'],
    ['x int DEFAULT NULL', '(NULL)'],
    ["x nvarchar(5) DEFAULT N'it''s'", "(N'it''s')"],
    ['x decimal(5,2) DEFAULT .5', '((0.5))'],
    ['x datetime DEFAULT GETDATE()', '(getdate())'],
    ['x datetime DEFAULT CURRENT_TIMESTAMP', '(getdate())'],
    ['x uniqueidentifier DEFAULT NEWID()', '(newid())'],
    ['x date DEFAULT CONVERT(date, GETDATE())', '(CONVERT([date],getdate()))'],
    ["x date DEFAULT CAST('2020-01-01' AS date)", "(CONVERT([date],'2020-01-01'))"],
    ['x datetime DEFAULT DATEADD(day, 1, GETDATE())', '(dateadd(day,(1),getdate()))'],
    ['x AS a * b', '([a]*[b])'],
    ['x AS (a + b) * 2', '(([a]+[b])*(2))'],
    ["x AS ISNULL(s, '') + N'x'", "(isnull([s],'')+N'x')"],
    ['x AS CASE WHEN a > 1 THEN 1 ELSE 0 END', '(case when [a]>(1) then (1) else (0) end)'],
    ['CHECK (a >= 0 AND b < 5)', '([a]>=(0) AND [b]<(5))'],
    ['CHECK ((a > 0 OR b > 0) AND a < 9)', '(([a]>(0) OR [b]>(0)) AND [a]<(9))'],
    ["CHECK (s IN ('a', 'b'))", "([s]='b' OR [s]='a')"],
    ['CHECK (a BETWEEN 1 AND 5)', '([a]>=(1) AND [a]<=(5))'],
    ["CHECK (s LIKE '[0-9]%')", "([s] like '[0-9]%')"],
    ['CHECK (a IS NOT NULL)', '([a] IS NOT NULL)'],
    ['CHECK (LEN(s) > 2 OR s IS NULL)', '(len([s])>(2) OR [s] IS NULL)'],
    ['CHECK (NOT a = 1)', '(NOT [a]=(1))'],
  ])('%s', (column, expected) => {
    expect(text(column)).toBe(expected);
  });
});
