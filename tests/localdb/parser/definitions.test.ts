import { describe, expect, it } from 'vitest';
import { parseBatch } from '../../../sql/localdb/parser/parse.ts';

const first = (text: string): unknown => parseBatch(text).statements[0];

it('takes a table as management tools script it', () => {
  const text = `CREATE TABLE [dbo].[t](
    [id] [int] IDENTITY(1,-2) NOT FOR REPLICATION NOT NULL,
    [a] [nvarchar](50) COLLATE Cyrillic_General_CI_AS NULL CONSTRAINT [DF] DEFAULT (N''),
    b AS ([a] + N'x') PERSISTED NOT NULL, c int REFERENCES u ON DELETE CASCADE ON UPDATE SET NULL, d int INDEX ix UNIQUE, timestamp,
    CONSTRAINT [PK] PRIMARY KEY CLUSTERED ([id] ASC, [a] DESC) WITH (PAD_INDEX = OFF, IGNORE_DUP_KEY = OFF, FILLFACTOR = 80) ON [PRIMARY],
    FOREIGN KEY (a, b) REFERENCES dbo.u (x, y), CHECK ([a] <> ''), INDEX ix2 (a) INCLUDE (b) WHERE a > 'x'
  ) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]`;
  expect(first(text)).toMatchObject({
    name: ['dbo', 't'],
    definition: {
      columns: [
        { name: 'id', type: { name: ['int'] }, identity: { seed: '1', increment: '-2' }, nullable: false },
        { collation: 'Cyrillic_General_CI_AS', nullable: true, constraints: [{ kind: 'default', name: 'DF' }] },
        { computed: { persisted: true }, nullable: false },
        { constraints: [{ kind: 'foreignKey', columns: [], onDelete: 'cascade', onUpdate: 'setNull' }] },
        { name: 'd' },
        { name: 'timestamp' },
      ],
      constraints: [
        {
          kind: 'primaryKey',
          name: 'PK',
          clustered: true,
          columns: [
            { name: 'id', descending: false },
            { name: 'a', descending: true },
          ],
        },
        { kind: 'foreignKey', columns: ['a', 'b'], referencedColumns: ['x', 'y'] },
        { kind: 'check' },
      ],
      indexes: [
        { name: 'ix', unique: true, columns: [{ name: 'd' }] },
        { name: 'ix2', include: ['b'], where: {} },
      ],
    },
  });
});

it.each([
  [
    'WITH NOCHECK ADD CONSTRAINT c CHECK (a > 0), b int NULL',
    { kind: 'add', check: false, definition: { columns: [{}], constraints: [{}] } },
  ],
  ['ADD CONSTRAINT df DEFAULT 0 FOR a WITH VALUES', { definition: { constraints: [{ column: 'a', withValues: true }] } }],
  ['WITH CHECK CHECK CONSTRAINT ALL', { kind: 'checkConstraint', enable: true, validate: true, names: 'all' }],
  ['NOCHECK CONSTRAINT a, b', { enable: false, names: ['a', 'b'] }],
  ['ALTER COLUMN a nvarchar(5) COLLATE X NOT NULL', { kind: 'alterColumn', nullable: false, collation: 'X' }],
  [
    'DROP CONSTRAINT IF EXISTS a, COLUMN b, c',
    {
      items: [
        { kind: 'constraint', ifExists: true },
        { kind: 'column', name: 'b', ifExists: false },
        { kind: 'column', name: 'c' },
      ],
    },
  ],
  ['DISABLE TRIGGER ALL', { kind: 'trigger', enable: false, names: 'all' }],
])('takes ALTER TABLE t %s', (text, action) => {
  expect(first(`ALTER TABLE t ${text}`)).toMatchObject({ kind: 'alterTable', action });
});

it.each([
  [
    'CREATE UNIQUE INDEX ix ON t (a, b DESC) INCLUDE (c) WHERE a IS NOT NULL WITH (IGNORE_DUP_KEY = ON) ON [PRIMARY]',
    {
      unique: true,
      include: ['c'],
      ignoreDuplicateKey: true,
    },
  ],
  ['DROP INDEX IF EXISTS ix ON dbo.t, i2 ON u', { ifExists: true, items: [{ name: 'ix', table: ['dbo', 't'] }, {}] }],
  ['DROP INDEX dbo.t.ix', { items: [{ name: 'ix', table: ['dbo', 't'] }] }],
  ['CREATE TYPE dbo.x FROM nvarchar(5) NOT NULL', { definition: { kind: 'alias', nullable: false } }],
  ['CREATE TYPE x AS TABLE (id int PRIMARY KEY)', { definition: { kind: 'table' } }],
  [
    'CREATE SEQUENCE s AS bigint START WITH -5 NO MAXVALUE CYCLE NO CACHE',
    { options: { start: '-5', maximum: null, cycle: true, cache: null } },
  ],
  ['ALTER SEQUENCE s RESTART', { options: { restart: null } }],
  ['CREATE SCHEMA s AUTHORIZATION dbo', { name: 's', owner: 'dbo' }],
  ['ALTER SCHEMA s TRANSFER TYPE::dbo.x', { transfer: ['dbo', 'x'], isType: true }],
  [
    'CREATE DATABASE d ON PRIMARY (NAME = x) LOG ON (NAME = y) COLLATE Cyrillic_General_CI_AS',
    { name: 'd', collation: 'Cyrillic_General_CI_AS' },
  ],
  ['ALTER DATABASE d SET SINGLE_USER WITH ROLLBACK IMMEDIATE', { option: 'SET SINGLE_USER WITH ROLLBACK IMMEDIATE' }],
  ['ALTER DATABASE CURRENT MODIFY NAME = e', { name: 'CURRENT', newName: 'e' }],
  ['DROP TABLE IF EXISTS a, dbo.b', { object: 'table', ifExists: true, names: [['a'], ['dbo', 'b']] }],
  ['ENABLE TRIGGER a, dbo.b ON t', { enable: true, names: [['a'], ['dbo', 'b']], table: ['t'] }],
])('takes %s', (text, expected) => {
  expect(first(text)).toMatchObject(expected);
});

describe('modules', () => {
  it('takes procedures to the end of the batch, with the lines of the batch', () => {
    const text = `CREATE OR ALTER PROC dbo.p @a int, @b dbo.tt READONLY, @c nvarchar(5) = abc OUTPUT, @d CURSOR VARYING OUTPUT
WITH RECOMPILE, EXECUTE AS OWNER AS
BEGIN SELECT 1 END
RETURN 5`;
    expect(first(text)).toMatchObject({
      action: 'createOrAlter',
      options: ['RECOMPILE', 'EXECUTE AS OWNER'],
      body: [
        { kind: 'block', line: 3 },
        { kind: 'return', line: 4 },
      ],
      parameters: [{}, { readOnly: true }, { default: { text: 'abc' }, output: true }, { type: 'cursor', output: true }],
    });
  });
  it.each([
    ['RETURNS int AS BEGIN RETURN @a END;', { kind: 'scalar', body: [{ kind: 'return' }] }],
    ['RETURNS TABLE AS RETURN SELECT 1 a', { kind: 'inline' }],
    ['RETURNS TABLE WITH SCHEMABINDING AS RETURN (WITH c AS (SELECT 1 a) SELECT a FROM c);', { kind: 'inline', query: { with: [{}] } }],
    ['RETURNS TABLE RETURN ((SELECT 1 a) UNION (SELECT 2))', { kind: 'inline' }],
    ['RETURNS @t TABLE (a int) AS BEGIN INSERT @t VALUES (1); RETURN END', { kind: 'table', variable: '@t', body: [{}, {}] }],
  ])('takes CREATE FUNCTION f (@a int) %s', (text, returns) => {
    expect(first(`CREATE FUNCTION f (@a int) ${text}`)).toMatchObject({ returns });
  });
  it('takes views and triggers', () => {
    expect(first('CREATE VIEW v (a) WITH SCHEMABINDING AS SELECT 1 FROM t WITH CHECK OPTION;')).toMatchObject({ withCheckOption: true });
    expect(first('CREATE TRIGGER tr ON dbo.t AFTER INSERT, UPDATE AS IF UPDATE(a) RETURN')).toMatchObject({
      timing: 'after',
      events: ['insert', 'update'],
      body: [{ condition: { kind: 'updateFunction', column: 'a' } }],
    });
    expect(first('ALTER TRIGGER tr ON v INSTEAD OF DELETE AS RETURN')).toMatchObject({ action: 'alter', timing: 'insteadOf' });
  });
});
