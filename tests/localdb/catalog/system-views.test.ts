import { describe, expect, it } from 'vitest';
import { systemViews } from '../../../sql/localdb/catalog/system-views/system-view.ts';
import { Fixture } from './fixture.ts';

const filled = (): Fixture => {
  const f = new Fixture();
  f.run(
    `CREATE TABLE dbo.clients (id int IDENTITY(1,1) NOT NULL CONSTRAINT PK_clients PRIMARY KEY, name nvarchar(50) NOT NULL, total decimal(10,2) CONSTRAINT DF_total DEFAULT 0,
      note varchar(max), born date, doubled AS (id * 2), CONSTRAINT CK_total CHECK (total >= 0))`,
    'CREATE TABLE dbo.orders (id int CONSTRAINT PK_orders PRIMARY KEY, client int CONSTRAINT FK_client REFERENCES dbo.clients (id) ON DELETE CASCADE)',
    'CREATE INDEX IX_client ON dbo.orders (client DESC) INCLUDE (id)',
    'CREATE TABLE dbo.heap (a int)',
    'CREATE VIEW dbo.v AS SELECT id FROM dbo.clients',
    'CREATE PROCEDURE dbo.p @a nvarchar(20), @b int OUTPUT AS SELECT id FROM dbo.v',
    'CREATE FUNCTION dbo.f (@x int) RETURNS int AS BEGIN RETURN @x END',
    'CREATE TRIGGER dbo.tr ON dbo.orders AFTER INSERT, UPDATE AS RETURN',
    'CREATE SYNONYM dbo.s FOR shop.dbo.clients',
  );
  return f;
};

describe('system views', () => {
  const f = filled();
  it('give as many values as they have columns, of the right shape', () => {
    expect(systemViews().length).toBeGreaterThan(80);
    for (const view of systemViews()) expect(() => f.view(`${view.schema}.${view.name}`), view.name).not.toThrow();
    for (const view of systemViews()) {
      for (const row of view.rows(f.context)) {
        const bad = view.columns.find((c, i) => row[i] === undefined || (row[i] === null && !c.isNullable));
        expect(bad?.name, `${view.schema}.${view.name}`).toBeUndefined();
      }
    }
  });
  it('list objects with their types', () => {
    expect(f.view('sys.objects', 'name', 'type').map(([n, t]) => `${String(n)} ${String(t)}`)).toEqual([
      'clients U ',
      'PK_clients PK',
      'CK_total C ',
      'DF_total D ',
      'orders U ',
      'PK_orders PK',
      'FK_client F ',
      'heap U ',
      'v V ',
      'p P ',
      'f FN',
      'tr TR',
      's SN',
    ]);
  });
  it('describe columns', () => {
    expect(f.view('sys.columns', 'name', 'system_type_id', 'max_length', 'is_nullable', 'is_identity', 'is_computed').slice(0, 6)).toEqual([
      ['id', 56, 4, 0, 1, 0],
      ['name', 231, 100, 0, 0, 0],
      ['total', 106, 9, 1, 0, 0],
      ['note', 167, -1, 1, 0, 0],
      ['born', 40, 3, 1, 0, 0],
      ['doubled', 56, 4, 1, 0, 1],
    ]);
  });
  it('show the heap as index 0, and keys of indexes', () => {
    expect(f.view('sys.indexes', 'name', 'index_id', 'type_desc')).toEqual([
      ['PK_clients', 1, 'CLUSTERED'],
      ['PK_orders', 1, 'CLUSTERED'],
      ['IX_client', 2, 'NONCLUSTERED'],
      [null, 0, 'HEAP'],
    ]);
    expect(f.view('sys.index_columns', 'index_id', 'column_id', 'key_ordinal', 'is_descending_key', 'is_included_column').slice(2)).toEqual(
      [
        [2, 2, 1, 1, 0],
        [2, 1, 0, 0, 1],
      ],
    );
  });
  it('show constraints', () => {
    expect(f.view('sys.foreign_keys', 'name', 'delete_referential_action_desc', 'update_referential_action_desc')).toEqual([
      ['FK_client', 'CASCADE', 'NO_ACTION'],
    ]);
    expect(f.view('sys.default_constraints', 'name', 'definition')).toEqual([['DF_total', '((0))']]);
    expect(f.view('INFORMATION_SCHEMA.CHECK_CONSTRAINTS', 'CONSTRAINT_NAME', 'CHECK_CLAUSE')).toEqual([['CK_total', '([total]>=(0))']]);
    expect(f.view('INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS', 'CONSTRAINT_NAME', 'UNIQUE_CONSTRAINT_NAME', 'DELETE_RULE')).toEqual([
      ['FK_client', 'PK_clients', 'CASCADE'],
    ]);
  });
  it('show what modules mention', () => {
    expect(f.view('sys.sql_expression_dependencies', 'referenced_schema_name', 'referenced_entity_name')).toEqual([
      ['dbo', 'clients'],
      ['dbo', 'v'],
      ['dbo', 'orders'],
    ]);
    const changing = new Fixture();
    changing.run(
      'CREATE TABLE dbo.a (id int)',
      `CREATE PROCEDURE dbo.p @ids nvarchar(max) AS
       BEGIN
         UPDATE x SET id = 1 FROM dbo.a AS x INNER JOIN STRING_SPLIT(@ids, N',') AS i ON i.value = x.id;
         DELETE y FROM (SELECT id FROM dbo.a) AS y CROSS APPLY OPENJSON(@ids) AS j;
         UPDATE nowhere SET id = 1;
         SELECT x.id FROM x CROSS APPLY own_function(x.id) AS f;
       END`,
    );
    expect(changing.view('sys.sql_expression_dependencies', 'referenced_schema_name', 'referenced_entity_name').toSorted()).toEqual([
      [null, 'nowhere'],
      [null, 'own_function'],
      [null, 'x'],
      ['dbo', 'a'],
    ]);
    expect(f.view('sys.trigger_events', 'type_desc')).toEqual([['INSERT'], ['UPDATE']]);
    expect(f.view('sys.synonyms', 'base_object_name')).toEqual([['[shop].[dbo].[clients]']]);
  });
  it('show the standard view of columns and parameters', () => {
    expect(
      f
        .view(
          'INFORMATION_SCHEMA.COLUMNS',
          'COLUMN_NAME',
          'DATA_TYPE',
          'CHARACTER_MAXIMUM_LENGTH',
          'NUMERIC_PRECISION',
          'NUMERIC_SCALE',
          'DATETIME_PRECISION',
        )
        .slice(0, 5),
    ).toEqual([
      ['id', 'int', null, 10, 0, null],
      ['name', 'nvarchar', 50, null, null, null],
      ['total', 'decimal', null, 10, 2, null],
      ['note', 'varchar', -1, null, null, null],
      ['born', 'date', null, null, null, 0],
    ]);
    expect(f.view('INFORMATION_SCHEMA.PARAMETERS', 'SPECIFIC_NAME', 'ORDINAL_POSITION', 'PARAMETER_MODE', 'DATA_TYPE')).toEqual([
      ['p', 1, 'IN', 'nvarchar'],
      ['p', 2, 'INOUT', 'int'],
      ['f', 0, 'OUT', 'int'],
      ['f', 1, 'IN', 'int'],
    ]);
  });
  it('show databases', () => {
    expect(f.view('sys.databases', 'name', 'database_id', 'compatibility_level')).toEqual([
      ['master', 1, 160],
      ['tempdb', 2, 160],
      ['model', 3, 160],
      ['msdb', 4, 160],
      ['shop', 5, 160],
    ]);
  });
});

describe('metadata functions', () => {
  const f = filled();
  const id = (name: string): number => Number(f.call('OBJECT_ID', name));
  it('find objects by name and id', () => {
    expect(f.call('OBJECT_ID', '[dbo].[clients]', 'U')).toBe(f.definition('clients').id);
    expect(f.call('OBJECT_ID', 'clients', 'V')).toBeNull();
    expect(f.call('OBJECT_ID', 'PK_clients')).not.toBeNull();
    expect(f.call('OBJECT_ID', 'shop..clients')).toBe(id('clients'));
    expect(f.call('OBJECT_NAME', id('v'))).toBe('v');
    expect(f.call('OBJECT_SCHEMA_NAME', id('v'))).toBe('dbo');
    expect(f.call('OBJECT_DEFINITION', id('v'))).toBe('CREATE VIEW dbo.v AS SELECT id FROM dbo.clients');
  });
  it('describe columns, types and properties', () => {
    expect([
      f.call('COL_LENGTH', 'dbo.clients', 'name'),
      f.call('COL_LENGTH', 'clients', 'note'),
      f.call('COL_LENGTH', 'clients', 'nosuch'),
    ]).toEqual([100, -1, null]);
    expect([
      f.call('COLUMNPROPERTY', id('clients'), 'id', 'IsIdentity'),
      f.call('COLUMNPROPERTY', id('clients'), 'doubled', 'iscomputed'),
    ]).toEqual([1, 1]);
    expect([
      f.call('OBJECTPROPERTY', id('clients'), 'IsTable'),
      f.call('OBJECTPROPERTY', id('v'), 'IsTable'),
      f.call('OBJECTPROPERTY', id('clients'), 'TableHasIdentity'),
    ]).toEqual([1, 0, 1]);
    expect([f.call('TYPE_NAME', 56), f.call('TYPE_ID', 'bigint'), f.call('TYPE_ID', 'dbo.nosuch')]).toEqual(['int', 127, null]);
    expect([f.call('IDENT_SEED', 'dbo.clients'), f.call('IDENT_CURRENT', 'clients'), f.call('IDENT_CURRENT', 'orders')]).toEqual([
      1,
      1,
      null,
    ]);
    expect([f.call('INDEX_COL', 'dbo.orders', 2, 1), f.call('PARSENAME', 'a.b.c', 2), f.call('PARSENAME', 'a..c', 2)]).toEqual([
      'client',
      'b',
      null,
    ]);
  });
});

describe('system procedures', () => {
  it('rename objects, columns, indexes and constraints', () => {
    const f = filled();
    f.exec('sp_rename', 'dbo.clients.name', 'full_name', 'COLUMN');
    f.exec('sp_rename', 'dbo.clients', 'customers');
    f.exec('sp_rename', 'dbo.orders.IX_client', 'IX_new', 'INDEX');
    f.exec('sp_rename', 'FK_client', 'FK_new', 'OBJECT');
    expect(f.definition('customers').columns[1]?.name).toBe('full_name');
    expect(f.definition('orders').indexes[1]?.name).toBe('IX_new');
    expect(f.definition('orders').foreignKeys[0]?.name).toBe('FK_new');
    expect(() => f.exec('sp_rename', 'dbo.nosuch', 'x')).toThrow(
      "No item by the name of 'dbo.nosuch' could be found in the current database 'shop', given that @itemtype was input as '(null)'.",
    );
    expect(() => f.exec('sp_rename', 'dbo.orders.nosuch', 'x', 'COLUMN')).toThrow(
      'Either the parameter @objname is ambiguous or the claimed @objtype (COLUMN) is wrong.',
    );
    expect(() => f.exec('sp_rename', 'dbo.customers.total', 'x', 'COLUMN')).toThrow('participates in enforced dependencies');
    expect(() => f.exec('sp_rename', 'dbo.v', 'orders')).toThrow("The new name 'orders' is already in use as a object name");
  });
  it('give the text of modules', () => {
    const f = filled();
    expect(f.exec('sp_helptext', 'dbo.v').sets[0]?.rows).toEqual([['CREATE VIEW dbo.v AS SELECT id FROM dbo.clients']]);
    expect(() => f.exec('sp_helptext', 'dbo.clients')).toThrow("There is no text for object 'dbo.clients'.");
  });
  it('describe tables for clients', () => {
    const f = filled();
    const rows = (name: string, ...args: string[]): unknown[][] => [...(f.exec(name, ...args).sets[0]?.rows ?? [])];
    expect(rows('sp_pkeys', 'clients')).toEqual([['shop', 'dbo', 'clients', 'id', 1, 'PK_clients']]);
    expect(
      rows('sp_columns', 'clients')
        .map((r) => [r[3], r[4], r[5], r[6], r[7]])
        .slice(0, 3),
    ).toEqual([
      ['id', 4, 'int identity', 10, 4],
      ['name', -9, 'nvarchar', 50, 100],
      ['total', 3, 'decimal', 10, 12],
    ]);
    expect(rows('sp_fkeys', 'clients').map((r) => [r[6], r[7], r[10], r[11]])).toEqual([['orders', 'client', 0, 'FK_client']]);
    expect(rows('sp_tables', 'cl%').map((r) => [r[2], r[3]])).toEqual([['clients', 'TABLE']]);
    expect(rows('sp_sproc_columns', 'p').map((r) => [r[3], r[4]])).toEqual([
      ['@RETURN_VALUE', 5],
      ['@a', 1],
      ['@b', 2],
    ]);
    expect(rows('sp_helpindex', 'dbo.orders').map((r) => r.slice(1))).toEqual([
      ['nonclustered located on PRIMARY', 'client(-)'],
      ['clustered, unique, primary key located on PRIMARY', 'id'],
    ]);
    expect(f.exec('sp_help', 'dbo.clients').sets.map((s) => s.columns[0]?.name)).toEqual([
      'Name',
      'Column_name',
      'Identity',
      'RowGuidCol',
      'Data_located_on_filegroup',
      'index_name',
      'constraint_type',
      'Table is referenced by foreign key',
    ]);
    for (const name of [
      'sp_help',
      'sp_stored_procedures',
      'sp_databases',
      'sp_datatype_info',
      'sp_who',
      'sp_spaceused',
      'sp_helpdb',
      'sp_statistics',
      'sp_special_columns',
    ]) {
      for (const set of f.exec(name).sets) for (const row of set.rows) expect(row.length, name).toBe(set.columns.length);
    }
  });
  it('keep extended properties and drop them with their object', () => {
    const f = filled();
    f.exec('sp_addextendedproperty', 'MS_Description', 'The name', 'SCHEMA', 'dbo', 'TABLE', 'clients', 'COLUMN', 'name');
    expect(f.view('sys.extended_properties', 'major_id', 'minor_id', 'name')).toEqual([[f.definition('clients').id, 2, 'MS_Description']]);
    expect(() => f.exec('sp_addextendedproperty', 'MS_Description', 'x', 'SCHEMA', 'dbo', 'TABLE', 'clients', 'COLUMN', 'name')).toThrow(
      "Property 'MS_Description' already exists for 'dbo.clients.name'.",
    );
    f.database.remove(f.tx, f.definition('clients').id);
    expect(f.view('sys.extended_properties', 'name')).toEqual([]);
  });
});
