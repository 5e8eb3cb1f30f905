import { describe, expect, it } from 'vitest';
import { parseBatch, parseParameterList, parseTypeReference } from '../../../sql/localdb/parser/parse.ts';

const kinds = (text: string): string[] => parseBatch(text).statements.map((s) => s.kind);
const first = (text: string): unknown => parseBatch(text).statements[0];

it('needs no semicolons between statements', () => {
  expect(kinds(`DECLARE @a int = 1 SET @a += 1 SELECT @a a PRINT @a EXEC dbo.p @a, 'x' IF @a = 1 RETURN done: GOTO done`)).toEqual([
    'declare',
    'setVariable',
    'select',
    'print',
    'execute',
    'if',
    'label',
    'goto',
  ]);
  expect(kinds(';;BEGIN TRAN t1 COMMIT TRANSACTION ROLLBACK SAVE TRAN s COMMIT WORK;')).toEqual([
    'beginTransaction',
    'commit',
    'rollback',
    'saveTransaction',
    'commit',
  ]);
});

describe('data modification', () => {
  it('takes INSERT from every source', () => {
    const source = (text: string): unknown => (first(text) as { source: { kind: string } }).source.kind;
    expect(source('INSERT t VALUES (1, DEFAULT), (2, NULL)')).toBe('values');
    expect(source('INSERT INTO t (SELECT 1)')).toBe('query');
    expect(source('INSERT INTO t (a) (SELECT 1) UNION SELECT 2')).toBe('query');
    expect(source('INSERT t (t.a) EXEC dbo.p 1')).toBe('execute');
    expect(source("INSERT t EXEC ('x')")).toBe('execute');
    expect(source('INSERT INTO @t DEFAULT VALUES')).toBe('defaultValues');
    expect(first('INSERT TOP (2) t (a) OUTPUT inserted.a INTO @o (x) OUTPUT inserted.a b SELECT 1')).toMatchObject({
      columns: ['a'],
      output: { into: { target: { name: ['@o'] }, columns: ['x'] }, items: [{ alias: 'b' }] },
    });
  });
  it('takes every form of SET in UPDATE', () => {
    expect(
      first("UPDATE t SET a = 1, t.b += 2, @v = 3, @w = c = 4, d.WRITE('x', 0, NULL), e = DEFAULT FROM u AS t WHERE t.a = 1"),
    ).toMatchObject({
      set: [
        { column: ['a'], operator: '=' },
        { column: ['t', 'b'], operator: '+' },
        { variable: '@v' },
        { variable: '@w', column: ['c'] },
        { column: ['d'], write: {} },
        { expression: { kind: 'default' } },
      ],
      from: [{ alias: 't' }],
    });
  });
  it('takes DELETE with both FROMs and a cursor', () => {
    expect(first('DELETE TOP (1) FROM x OUTPUT deleted.* FROM t AS x JOIN u ON 1 = 1 WHERE x.a = 1')).toMatchObject({
      target: { name: ['x'] },
      from: [{ kind: 'join' }],
      where: {},
    });
    expect(first('DELETE t WHERE CURRENT OF GLOBAL c')).toMatchObject({ where: { kind: 'currentOf', cursor: 'c', isGlobal: true } });
  });
  it('takes all of MERGE', () => {
    const text = `MERGE t WITH (HOLDLOCK) x USING u ON x.a = u.a WHEN MATCHED AND u.b = 1 THEN DELETE WHEN MATCHED THEN UPDATE SET b = 2
      WHEN NOT MATCHED THEN INSERT (a) VALUES (1) WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action, deleted.a INTO @l;`;
    expect(first(text)).toMatchObject({
      alias: 'x',
      using: { name: ['u'] },
      output: { into: { items: [{ expression: { name: '$action' } }, {}] } },
      clauses: [
        { when: 'matched', condition: {}, action: { kind: 'delete' } },
        { when: 'matched', action: { kind: 'update' } },
        { when: 'notMatchedByTarget', action: { kind: 'insert', columns: ['a'] } },
        { when: 'notMatchedBySource' },
      ],
    });
  });
});

describe('procedures', () => {
  it('runs a bare name at the beginning of a batch only', () => {
    expect(first("sp_help 'dbo.t', abc")).toMatchObject({
      kind: 'execute',
      procedure: ['sp_help'],
      arguments: [{}, { value: { text: 'abc' } }],
    });
    expect(() => parseBatch('SELECT 1; sp_help')).toThrow("Incorrect syntax near 'sp_help'.");
  });
  it('takes arguments, results and options', () => {
    expect(first('EXEC @r = db..p 1, @a = @x OUTPUT, @b = DEFAULT, @c = -5')).toMatchObject({
      resultVariable: '@r',
      procedure: ['db', '', 'p'],
      arguments: [{ output: false }, { name: '@a', output: true }, { value: { kind: 'default' } }, { value: { kind: 'unary' } }],
    });
    expect(first('EXEC @p 1')).toMatchObject({ procedure: { variable: '@p' } });
    expect(first("EXEC ('a' + @b) WITH RESULT SETS ((x int NOT NULL), (y nvarchar(5)))")).toMatchObject({
      parts: [{ kind: 'binary' }],
      resultSets: [[{ name: 'x', nullable: false }], [{ name: 'y' }]],
    });
  });
});

it('takes variables, options and cursors', () => {
  expect(first('DECLARE @a AS int, @c CURSOR, @d decimal(10, 2) = 1')).toMatchObject({
    variables: [{}, { type: 'cursor' }, { initial: {} }],
  });
  expect(first('DECLARE @t TABLE (id int PRIMARY KEY)')).toMatchObject({ kind: 'declareTable', name: '@t' });
  expect(first('SET NOCOUNT, XACT_ABORT ON')).toMatchObject({ names: ['NOCOUNT', 'XACT_ABORT'], value: 'ON' });
  expect(first('SET TRANSACTION ISOLATION LEVEL READ COMMITTED')).toMatchObject({ value: 'READ COMMITTED' });
  expect(first('SET IDENTITY_INSERT dbo.t ON')).toMatchObject({ table: ['dbo', 't'], value: 'ON' });
  expect(first('SET DATEFORMAT dmy')).toMatchObject({ value: { type: 'string', text: 'dmy' } });
  expect(first('DECLARE c INSENSITIVE CURSOR FOR SELECT 1 FOR READ ONLY')).toMatchObject({ cursor: { type: 'static', readOnly: true } });
  expect(first('DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT 1')).toMatchObject({ cursor: { scope: 'local', forwardOnly: true } });
  expect(first('SET @c = CURSOR SCROLL FOR SELECT a FROM t FOR UPDATE OF a')).toMatchObject({ cursor: { scroll: true, forUpdate: ['a'] } });
  expect(first('FETCH ABSOLUTE -1 FROM GLOBAL c INTO @a, @b')).toMatchObject({
    orientation: 'absolute',
    cursor: { name: 'c', isGlobal: true },
    into: ['@a', '@b'],
  });
});

it('takes control of flow', () => {
  expect(first('IF 1 = 1 PRINT 1; ELSE IF 2 = 2 PRINT 2 ELSE BEGIN PRINT 3 END')).toMatchObject({
    condition: { kind: 'comparison' },
    otherwise: { kind: 'if', otherwise: { kind: 'block' } },
  });
  expect(first('BEGIN TRY SELECT 1 END TRY BEGIN CATCH THROW END CATCH')).toMatchObject({ handler: [{ kind: 'throw' }] });
  expect(first("RAISERROR ('x %d', 16, -1, @a) WITH NOWAIT, LOG")).toMatchObject({ arguments: [{}], options: ['NOWAIT', 'LOG'] });
  expect(first('THROW 50001, @m, 1')).toMatchObject({ arguments: [{}, {}, {}] });
});

it('keeps permissions and principals as text up to the next statement', () => {
  expect(
    kinds("GRANT SELECT, INSERT ON dbo.t TO u WITH GRANT OPTION SELECT 1 ALTER ROLE r DROP MEMBER u EXECUTE AS USER = 'x' REVERT"),
  ).toEqual(['security', 'select', 'security', 'security', 'security']);
  expect(first("CREATE LOGIN l WITH PASSWORD = 'p', CHECK_POLICY = OFF")).toMatchObject({ action: 'CREATE LOGIN' });
});

it('takes administration', () => {
  expect(first("DBCC CHECKIDENT ('dbo.t', RESEED, 5) WITH NO_INFOMSGS")).toMatchObject({
    command: 'CHECKIDENT',
    arguments: [{ text: 'dbo.t' }, { text: 'RESEED' }, { value: 5 }],
    options: ['NO_INFOMSGS'],
  });
  expect(first('INSERT BULK [dbo].[t] ([a] int, [b] nvarchar(5) COLLATE X) WITH (TABLOCK, ROWS_PER_BATCH = 5)')).toMatchObject({
    table: ['dbo', 't'],
    columns: [{ name: 'a' }, { name: 'b' }],
    hints: ['TABLOCK', 'ROWS_PER_BATCH = 5'],
  });
  expect(kinds('USE [a b]; CHECKPOINT KILL 55 RECONFIGURE WITH OVERRIDE UPDATE STATISTICS t WITH FULLSCAN TRUNCATE TABLE t')).toEqual([
    'use',
    'checkpoint',
    'kill',
    'reconfigure',
    'updateStatistics',
    'truncate',
  ]);
});

it('parses parameter lists and types given as text', () => {
  expect(parseParameterList('@a int, @b AS nvarchar(50) = NULL OUTPUT, @c dbo.ids READONLY')).toMatchObject([
    { name: '@a', type: { name: ['int'] }, output: false },
    { name: '@b', default: { type: 'null' }, output: true },
    { type: { name: ['dbo', 'ids'] }, readOnly: true },
  ]);
  expect(parseParameterList('')).toEqual([]);
  expect(() => parseParameterList('@a int @b int')).toThrow("Incorrect syntax near '@b'.");
  expect(parseTypeReference('decimal(18, 2)')).toMatchObject({ name: ['decimal'], parameters: [18, 2] });
});
