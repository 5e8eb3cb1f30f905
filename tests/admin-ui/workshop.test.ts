// The workshop over HTTP: who may enter, running scripts, saving with refusals and conflicts, history, trials, templates and the catalogue.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { noticeOutsideChanges } from '../../admin-ui/workshop/modules.ts';
import { formatSql } from '../../admin-ui/client/workshop/format.ts';
import { checkModule } from '../../admin-ui/workshop/rules.ts';
import type { ScriptResult } from '../../sql/script.ts';
import { runSql } from '../../sql/query.ts';
import { startApp, TEST_PASSWORD } from '../engine/harness.ts';
import type { TestApp, TestBrowser } from '../engine/harness.ts';

let app: TestApp;
let dev: TestBrowser;

beforeAll(async () => {
  app = await startApp({
    users: [
      { username: 'dev', roles: ['developer'] },
      { username: 'eve', roles: ['developer'] },
      { username: 'ann', roles: ['agent'] },
      { username: 'writer', roles: ['editor'] },
    ],
    definitions: {
      table: {
        tours: {
          roles: 'agent,developer',
          title: 'Tours',
          columns: [{ code: 'name' }, { code: 'price', type: 'money', edit: { type: 'money' } }],
        },
      },
      page: {
        tours: { route: '/tours', title: 'Tours', roles: 'agent,developer', markup: '<div class="as-table" data-code="tours"></div>' },
      },
    },
    sql: [
      `CREATE TABLE dbo.t_tours (id int IDENTITY NOT NULL CONSTRAINT pk_t_tours PRIMARY KEY, code varchar(20) NULL, name nvarchar(100) NOT NULL, price decimal(18, 2) NULL);
       CREATE INDEX ix_t_tours ON dbo.t_tours (name DESC) INCLUDE (price);
       INSERT INTO dbo.t_tours (code, name, price) VALUES ('a', N'Alps', 900), ('r', N'Rome', NULL);`,
    ],
  });
  dev = await app.signIn('dev');
});
afterAll(() => app?.stop());

test('nobody but a developer finds any address of it', async () => {
  for (const username of ['ann', 'writer']) {
    const browser = await app.signIn(username);
    for (const path of [
      '/',
      '/template',
      '/objects.json',
      '/catalogue.json',
      '/object.json?name=dbo.t_tours',
      '/module.json?name=x',
      '/history.json?name=x',
      '/find.json?text=ab',
      '/trial.json?name=x',
    ]) {
      expect((await browser.page(`/admin/workshop${path}`)).status, path).toBe(404);
    }
    for (const path of ['run', 'stop', 'trial', 'check', 'save', 'restore']) {
      expect((await browser.post(`/admin/workshop/${path}`, { sql: 'SELECT 1' })).status, path).toBe(404);
    }
  }
  expect((await dev.page('/admin/workshop')).status).toBe(200);
  expect((await dev.page('/admin/workshop/module/dbo/t-list')).html).toContain('data-module="dbo.[t-list]"');
});

test('a script that only reads runs at once, with sets, messages and lines; anything else asks for the password first', async () => {
  const read = await run(
    "PRINT 'first';\nSELECT id, name, name AS again, price FROM dbo.t_tours ORDER BY id;\nGO\nSELECT 0x0A AS bytes, CAST(1 AS bit) AS yes WHERE 1 = 0;\nSELECT 1 / 0;",
  );
  expect(read).toMatchObject({ ending: 'error', transaction: 'undone', left: 0 });
  const [first, second] = read.batches;
  expect(first?.items).toMatchObject([
    { kind: 'message', text: 'first', line: 1 },
    {
      kind: 'set',
      total: 2,
      columns: [{ name: 'id', type: 'int' }, { name: 'name' }, { name: 'again' }, { name: 'price' }],
      rows: [
        [1, 'Alps', 'Alps', 900],
        [2, 'Rome', 'Rome', null],
      ],
    },
  ]);
  expect(second).toMatchObject({ line: 4 });
  expect(second?.items.at(-1)).toMatchObject({ kind: 'error', number: 8134, line: 5 });

  const asked = await dev.post('/admin/workshop/run', { sql: 'DELETE FROM dbo.t_tours;' });
  expect([asked.status, asked.json.error?.code]).toEqual([403, 'passwordNeeded']);
  expect((await dev.post('/admin/workshop/run', { sql: 'SELECT 1', keep: true })).json.error?.code).toBe('passwordNeeded');
  expect((await dev.post('/admin/workshop/run', { sql: 'SELECT * INTO dbo.copy FROM dbo.t_tours' })).json.error?.code).toBe(
    'passwordNeeded',
  );
  await password();

  expect(await run('DELETE FROM dbo.t_tours;')).toMatchObject({
    ending: 'complete',
    transaction: 'undone',
    batches: [{ items: [{ kind: 'count', rows: 2 }] }],
  });
  expect(await names()).toEqual(['Alps', 'Rome']);
  expect(await run("INSERT INTO dbo.t_tours (name) VALUES (N'Oslo');\nGO\nSELECT nope;", { keep: true })).toMatchObject({
    ending: 'error',
    transaction: 'undone',
  });
  expect(await names()).toEqual(['Alps', 'Rome']);
  expect(await run("INSERT INTO dbo.t_tours (name) VALUES (N'Oslo');", { keep: true })).toMatchObject({
    ending: 'complete',
    transaction: 'kept',
  });
  expect(await names()).toEqual(['Alps', 'Oslo', 'Rome']);
  expect(await run('COMMIT;\nGO\nSELECT 1;')).toMatchObject({ transaction: 'ended', left: 1 });
  expect((await audits('admin.sqlRun')).at(-1)).toContain('COMMIT');

  const limited = await run('SELECT v.n FROM (VALUES (1), (2), (3)) AS v(n);', { rowLimit: 2 });
  expect(limited.batches[0]?.items).toMatchObject([{ rows: [[1], [2]], total: 3 }]);
  expect(await run("SELECT SESSION_CONTEXT(N'username') AS who;", { username: 'ann' })).toMatchObject({
    batches: [{ items: [{ rows: [['ann']] }] }],
  });
});

test('leaving stops a script on the server and undoes it', async () => {
  const leaving = new AbortController();
  const asked = dev.fetch('/admin/workshop/run', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': dev.csrf, 'x-requested-with': 'fetch' },
    body: JSON.stringify({ sql: "UPDATE dbo.t_tours SET name = N'gone';\nWAITFOR DELAY '00:30:00';", keep: true }),
    signal: leaving.signal,
  });
  const gone = expect(asked).rejects.toThrow();
  // The update holds the table until it is stopped.
  const isRunning = async () => {
    const [set] = await runSql(
      app.db,
      'SET LOCK_TIMEOUT 50; BEGIN TRY SELECT COUNT(*) AS n FROM dbo.t_tours; END TRY BEGIN CATCH SELECT -1 AS n; END CATCH;',
    );
    return set?.rows[0]?.n === -1;
  };
  while (!(await isRunning())) await new Promise((resolve) => setTimeout(resolve, 20));
  leaving.abort();
  await gone;
  while (await isRunning()) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await names()).not.toContain('gone');
});

test('a stopped script answers with the rows that had come, and is undone', async () => {
  const running = run(
    "DELETE FROM dbo.t_tours;\nSELECT TOP (5000) a.object_id, b.name FROM sys.all_objects AS a CROSS JOIN sys.all_objects AS b;\nWAITFOR DELAY '00:30:00';",
    { run: 'mine', keep: true },
  );
  const stop = async (browser: TestBrowser, name: string) =>
    ((await browser.post('/admin/workshop/stop', { run: name })).json.data as { stopped: boolean }).stopped;
  const waits = async () => {
    const [set] = await runSql(
      app.db,
      'SET LOCK_TIMEOUT 50; BEGIN TRY SELECT COUNT(*) AS n FROM dbo.t_tours; END TRY BEGIN CATCH SELECT -1 AS n; END CATCH;',
    );
    return set?.rows[0]?.n === -1;
  };
  while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await stop(dev, 'another')).toBe(false);
  const other = await app.signIn('eve');
  expect(await stop(other, 'mine')).toBe(false);
  expect(await stop(dev, 'mine')).toBe(true);
  const result = await running;
  expect(result).toMatchObject({ ending: 'cancelled', transaction: 'undone' });
  const sets = result.batches.flatMap(({ items }) => items.filter((item) => item.kind === 'set'));
  // How many had come is the network's business; a script that is still at its first statement has none.
  for (const { columns, rows, total } of sets) {
    expect(columns).toHaveLength(2);
    expect(rows.length).toBe(Math.min(total, 1_000));
  }
  expect((await names()).length).toBeGreaterThan(0);
  expect(await stop(dev, 'mine')).toBe(false);
});

test('a module is saved whole or refused at its line, each version is in the history, and an earlier one can be restored', async () => {
  const good = procedure("SELECT t.id, t.name FROM dbo.t_tours AS t WHERE @username <> N'';");
  const first = await dev.post('/admin/workshop/save', { sql: good, expectedVersion: 0 });
  expect(first.json).toMatchObject({ ok: true, data: { version: { name: 't_list', source: 'workshop', changedBy: 'dev' }, findings: [] } });
  const version = (first.json.data as { version: { id: number } }).version.id;

  const broken = await dev.post('/admin/workshop/save', { sql: procedure('SELECT t.id\n  FROM WHERE;'), expectedVersion: version });
  expect([broken.status, broken.json.data]).toMatchObject([422, { errors: [{ line: 6 }] }]);
  const none = await dev.post('/admin/workshop/save', { sql: 'SELECT 1;' });
  expect([none.status, none.json.data]).toMatchObject([422, { errors: [{ line: 1, text: expect.stringContaining('CREATE') }] }]);
  expect(await definition('t_list')).toContain('SELECT t.id, t.name');

  const second = await dev.post('/admin/workshop/save', {
    sql: good.replace('CREATE OR ALTER', 'ALTER').replace('t.name', 't.price'),
    expectedVersion: version,
  });
  expect(second.json.ok).toBe(true);
  const late = await dev.post('/admin/workshop/save', { sql: good, expectedVersion: version });
  expect([late.status, late.json.data]).toMatchObject([
    409,
    { latest: { changedBy: 'dev' }, definition: expect.stringContaining('t.price') },
  ]);

  await app.sql("ALTER PROCEDURE dbo.t_list @username nvarchar(64) AS SELECT 'outside' AS who;");
  expect(await noticeOutsideChanges(app.running.app)).toBeGreaterThan(0);
  expect(await noticeOutsideChanges(app.running.app)).toBe(0);
  const { versions } = (await json('/history.json?name=dbo.t_list')) as { versions: { id: number; source: string }[] };
  expect(versions.map(({ source }) => source)).toEqual(['outside', 'workshop', 'workshop']);

  const restored = await dev.post('/admin/workshop/restore', { id: version });
  expect(restored.json).toMatchObject({ ok: true, data: { version: { source: 'restore' }, definition: good } });
  expect(await definition('t_list')).toContain('SELECT t.id, t.name');
  await run("ALTER PROCEDURE dbo.t_list @username nvarchar(64) AS SELECT 'script' AS who;", { keep: true });
  expect(await json('/history.json?name=dbo.t_list')).toMatchObject({
    versions: [{ source: 'workshop', changedBy: 'dev' }, { source: 'restore' }, { source: 'outside', changedBy: null }, {}, {}],
  });
  // The first text that is found is nobody's change.
  await app.sql('CREATE PROCEDURE dbo.t_there AS SELECT 1 AS one;');
  expect(await json('/module.json?name=dbo.t_there')).toMatchObject({ version: { source: 'found', changedBy: null } });
  await app.sql('ALTER PROCEDURE dbo.t_there AS SELECT 2 AS two;');
  expect(await json('/history.json?name=dbo.t_there')).toMatchObject({ versions: [{ source: 'outside' }, { source: 'found' }] });
  expect(await audits('admin.moduleSaved')).toHaveLength(2);
  expect(await audits('admin.moduleRestored')).toHaveLength(1);
});

test('warnings name the line, and a rule can be made an error or switched off', async () => {
  const careless =
    'CREATE PROCEDURE dbo.t_careless @code nvarchar(20) AS\nBEGIN\n  SELECT *\n  FROM dbo.t_tours AS t\n  WHERE t.code = @code;\n  UPDATE dbo.t_tours SET price = 1;\nEND;';
  const found = async () =>
    (
      (await dev.post('/admin/workshop/check', { sql: careless })).json.data as {
        findings: { rule: string; line: number; level: string }[];
      }
    ).findings;
  expect((await found()).map(({ rule, line }) => `${line} ${rule}`)).toEqual([
    '1 noCount',
    '3 selectStar',
    '4 username',
    '5 nvarcharColumn',
    '6 xactAbort',
  ]);

  await runSql(
    app.db,
    'INSERT INTO platform.setting (code, value, category) VALUES (N\'workshopRules\', N\'{"noCount":"off","selectStar":"error"}\', N\'\');',
  );
  expect((await found()).map(({ rule, level }) => `${rule} ${level}`)).toEqual([
    'selectStar error',
    'username warning',
    'nvarcharColumn warning',
    'xactAbort warning',
  ]);
  const refused = await dev.post('/admin/workshop/save', { sql: careless });
  expect([refused.status, await definition('t_careless')]).toEqual([422, undefined]);
});

test('rules keep silent where all is well', () => {
  const tables = new Map([
    [
      'dbo.t',
      new Map([
        ['code', 'varchar(20)'],
        ['name', 'nvarchar(20)'],
      ]),
    ],
  ]);
  const rules = (body: string) =>
    checkModule(
      `CREATE PROCEDURE dbo.p @username nvarchar(64), @x nvarchar(20) AS\nBEGIN\nSET NOCOUNT ON; SET XACT_ABORT ON;\n${body}\nEND;`,
      { tables },
    ).map(({ rule }) => rule);
  expect(rules('IF EXISTS (SELECT * FROM dbo.t AS t WHERE t.name = @x AND @username = @x) SELECT COUNT(*) AS n, 2 * 3 AS six;')).toEqual(
    [],
  );
  expect(rules('UPDATE t SET code = @x FROM dbo.t AS t WHERE t.name = @username;')).toEqual([]);
  expect(
    rules("DECLARE @s nvarchar(max) = N'SELECT 1 FROM ' + QUOTENAME(@x); EXEC sp_executesql @s, N'@u nvarchar(64)', @u = @username;"),
  ).toEqual([]);
  expect(rules("DECLARE @s nvarchar(max) = N'SELECT ' + @x; EXEC sp_executesql @s;")).toEqual(['dynamicSql']);
  expect(rules("DECLARE @s nvarchar(max) = N'SELECT 1'; SET @s += @x; EXEC sp_executesql @stmt = @s;")).toEqual(['dynamicSql']);
  expect(rules("-- SELECT * FROM dbo.t\nPRINT N'EXEC (@x)';")).toEqual([]);
  expect(rules('INSERT INTO dbo.t (code) VALUES (@username); DELETE FROM dbo.t WHERE name = @x;')).toEqual(['tryCatch']);
});

test('texts and columns of nvarchar beside a varchar column are found as well as variables', () => {
  const columns = new Map([
    ['code', 'varchar(20)'],
    ['name', 'nvarchar(20)'],
  ]);
  const lines = (body: string) =>
    checkModule(`CREATE PROCEDURE dbo.p @username nvarchar(64) AS SET NOCOUNT, XACT_ABORT ON;\n${body}`, {
      tables: new Map([
        ['dbo.t', columns],
        ['dbo.u', columns],
      ]),
    }).map(({ rule, line }) => `${line} ${rule}`);
  const from = 'SELECT t.name FROM dbo.t AS t JOIN dbo.u AS u ON @username = @username AND ';
  expect(lines(`${from}\n t.code = N'a'`)).toEqual(['3 nvarcharColumn']);
  expect(lines(`${from}\n N'a' = t.code`)).toEqual(['3 nvarcharColumn']);
  expect(lines(`${from}\n u.code IN (N'a', N'b')`)).toEqual(['3 nvarcharColumn']);
  expect(lines(`${from}\n t.code = u.name`)).toEqual(['3 nvarcharColumn']);
  expect(lines(`${from} t.code = 'a' AND t.name = N'a' AND t.code = u.code AND t.code IN ('a') AND t.name LIKE @username`)).toEqual([]);
});

test('formatting lays out blocks and queries and changes nothing else', async () => {
  const written = `create proc dbo.p @id int,@username nvarchar(64) as begin set nocount on; if @id<1 return;
  -- why
  select t.id,  t.[Key] from dbo.t as t where t.name=N'a  b' and (t.id=@id or @id is null) begin try begin tran; exec dbo.q @id; commit; end try
  begin catch if @@trancount>0 rollback; throw; end catch; print N'one
  two'; end`;
  const made = await formatSql(written);
  expect(made).toBe(`CREATE PROC dbo.p
  @id int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  IF @id<1 RETURN;
  -- why
  SELECT t.id, t.[Key] FROM dbo.t AS t WHERE t.name=N'a  b' AND (t.id=@id OR @id IS NULL)
  BEGIN TRY
    BEGIN TRAN;
    EXEC dbo.q @id;
    COMMIT;
  END TRY
  BEGIN CATCH
    IF @@trancount>0 ROLLBACK;
    THROW;
  END CATCH;
  print N'one
  two';
END
`);
  expect(await formatSql(made)).toBe(made);
});

test('a comment allows a warning in its place, before the CREATE in the whole module', () => {
  const tables = new Map([['dbo.t', new Map([['name', 'nvarchar(20)']])]]);
  const lines = (sql: string) => checkModule(sql, { tables }).map(({ rule, line }) => `${line} ${rule}`);
  const module = (...body: string[]) => ['CREATE PROCEDURE dbo.p AS', ...body].join('\n');
  const [first, second] = ['SELECT * FROM dbo.t;', 'SELECT *'];
  expect(lines(module(first, second, 'FROM dbo.t;'))).toEqual(['1 noCount', '2 username', '2 selectStar', '3 selectStar']);
  expect(lines(module('-- allow: SelectStar, username: a report for everybody', '-- of the office', first, second, 'FROM dbo.t;'))).toEqual(
    ['1 noCount', '5 selectStar'],
  );
  expect(lines(module(`${first} /* allow: username */`, `${second} -- allow: selectStar`, 'FROM dbo.t;'))).toEqual([
    '1 noCount',
    '2 selectStar',
  ]);
  expect(lines(`-- allow: noCount, selectStar\n-- Lists all.\n${module(first, second, 'FROM dbo.t;')}`)).toEqual(['4 username']);
  expect(lines(module('-- allow: nothing', first))).toContain('3 selectStar');
});

test('a procedure is tried with rows of any table type; what does not fit is told by cell and nothing runs', async () => {
  await app.sql(`CREATE TYPE dbo.t_lines AS TABLE (tourID int NOT NULL, price decimal(9, 2) NULL, note nvarchar(5) NOT NULL);
GO
CREATE PROCEDURE dbo.t_take @lines dbo.t_lines READONLY, @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64) AS
SET NOCOUNT ON;
SELECT l.tourID, l.price, l.note, @username AS who FROM @lines AS l ORDER BY l.tourID;`);
  app.db.signatures.forget();
  await password();
  expect(await json('/trial.json?name=dbo.t_take')).toEqual({
    mostRows: 200,
    parameters: [
      {
        name: '@lines',
        type: 'dbo.t_lines',
        kind: 'rows',
        columns: [
          { name: 'tourID', type: 'int', isNullable: false },
          { name: 'price', type: 'decimal(9, 2)', isNullable: true },
          { name: 'note', type: 'nvarchar(5)', isNullable: false },
        ],
      },
      { name: '@parameters', type: 'dbo.CRUDFilterParameter', kind: 'dictionary', columns: [] },
      { name: '@username', type: 'nvarchar(64)', kind: 'value', columns: [] },
    ],
  });
  const attempt = (lines: unknown) => dev.post('/admin/workshop/trial', { name: 'dbo.t_take', username: 'ann', tables: { lines } });
  const tried = await attempt([
    ['1', '12.5', 'a'],
    ['2', null, ''],
  ]);
  expect(tried.json.data).toMatchObject({
    ending: 'complete',
    items: [
      {
        rows: [
          [1, 12.5, 'a', 'ann'],
          [2, null, '', 'ann'],
        ],
      },
    ],
  });
  const wrong = await attempt([
    ['1', null, 'a'],
    ['x', '1e9', 'longer'],
    [null, '12345678', 'b'],
  ]);
  expect([wrong.status, wrong.json.data]).toEqual([
    422,
    {
      cells: [
        { parameter: '@lines', row: 1, column: 0, text: 'Это не значение типа int.' },
        { parameter: '@lines', row: 1, column: 1, text: 'Это не значение типа decimal(9, 2).' },
        { parameter: '@lines', row: 1, column: 2, text: 'Слишком длинно для nvarchar(5).' },
        { parameter: '@lines', row: 2, column: 0, text: 'Нужно значение.' },
        { parameter: '@lines', row: 2, column: 1, text: 'Вне пределов decimal(9, 2).' },
      ],
    },
  ]);
  expect((await attempt(Array.from({ length: 201 }, () => ['1', null, '']))).status).toBe(400);
});

test('a procedure is tried as a user, and nothing stays of it', async () => {
  await dev.post('/admin/workshop/save', {
    sql: `CREATE PROCEDURE dbo.t_try @itemID int, @filters dbo.CRUDFilterParameter READONLY, @username nvarchar(64) AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE dbo.t_tours SET name = N'tried' WHERE id = @itemID;
  SELECT t.name, @username AS who, SESSION_CONTEXT(N'roles') AS roles, f.[Value] AS value FROM dbo.t_tours AS t CROSS JOIN @filters AS f WHERE t.id = @itemID AND f.[Key] = N'search';
  IF @itemID = 2 THROW 50001, N'Not this one.', 1;
  RETURN 7;
END;`,
  });
  const tried = await dev.post('/admin/workshop/trial', {
    name: 'dbo.t_try',
    username: 'ann',
    values: { itemID: '1' },
    dictionary: { search: 'x=y' },
  });
  expect(tried.json.data).toMatchObject({
    ending: 'complete',
    returnValue: 7,
    items: [{ kind: 'set', rows: [['tried', 'ann', 'agent', 'x=y']] }],
  });
  expect(await names()).not.toContain('tried');
  const refused = await dev.post('/admin/workshop/trial', { name: 'dbo.t_try', username: 'ann', values: { itemID: '2' } });
  expect(refused.json.data).toMatchObject({ ending: 'error', items: [{ kind: 'error', number: 50001, text: 'Not this one.', line: 6 }] });
  const wrong = await dev.post('/admin/workshop/trial', { name: 'dbo.t_try', username: 'ann', values: { itemID: 'x' } });
  expect(wrong.json.data).toMatchObject({ ending: 'error', items: [{ kind: 'error', text: expect.stringContaining('@itemID') }] });
  expect((await dev.post('/admin/workshop/trial', { name: 'dbo.t_try', username: 'nobody', values: {} })).status).toBe(422);
});

test('the catalogue tells columns, keys, dependencies and the definitions that use a procedure', async () => {
  await dev.post('/admin/workshop/save', {
    sql: "CREATE PROCEDURE dbo.crud_tours_getItems @username nvarchar(64) AS SET NOCOUNT ON; SELECT t.id, t.name FROM dbo.t_tours AS t WHERE @username <> N'';",
  });
  const { objects } = (await json('/objects.json')) as { objects: { name: string; type: string; rows?: number }[] };
  expect(objects.find(({ name }) => name === 't_tours')).toMatchObject({ type: 'U', rows: (await names()).length });
  expect(await json('/object.json?name=dbo.t_tours')).toMatchObject({
    details: {
      columns: [
        { name: 'id', type: 'int', isKey: true, isIdentity: true },
        { name: 'code', type: 'varchar(20)', isNullable: true },
        { type: 'nvarchar(100)' },
        { type: 'decimal(18, 2)' },
      ],
      indexes: [
        { name: 'pk_t_tours', isPrimaryKey: true, columns: 'id' },
        { name: 'ix_t_tours', columns: 'name DESC', included: 'price' },
      ],
    },
    dependencies: { usedBy: expect.arrayContaining([{ schema: 'dbo', name: 'crud_tours_getItems', type: 'P' }]) },
  });
  expect(await json('/object.json?name=dbo.crud_tours_getItems')).toMatchObject({
    details: { parameters: [{ name: '@username', type: 'nvarchar(64)' }] },
    dependencies: { uses: [{ schema: 'dbo', name: 't_tours', type: 'U' }], definitions: [{ kind: 'table', code: 'tours' }] },
  });
  expect(await json('/find.json?text=t_tours')).toMatchObject({
    found: expect.arrayContaining([expect.objectContaining({ name: 'crud_tours_getItems', line: 1 })]),
  });
  const catalogue = await dev.fetch('/admin/workshop/catalogue.json');
  const again = await dev.fetch('/admin/workshop/catalogue.json', { headers: { 'if-none-match': catalogue.headers.get('etag') ?? '' } });
  expect([catalogue.status, again.status]).toEqual([200, 304]);
});

test('a missing procedure leads a developer to its template', async () => {
  await dev.post('/admin/workshop/run', { sql: 'DROP PROCEDURE IF EXISTS dbo.crud_tours_getItems;', keep: true });
  const { html } = await dev.page('/tours');
  const link = /href="(\/admin\/workshop\/template\?[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  expect(link).toBeDefined();
  expect((await dev.page(link ?? '')).status).toBe(200);
  const query = new URL(link ?? '', app.url).search;
  const { text } = (await json(`/template.json${query}&table=dbo.t_tours`)) as { text: string };
  expect(text).toContain('CREATE OR ALTER PROCEDURE dbo.[crud_tours_getItems]');
  expect((await dev.post('/admin/workshop/save', { sql: text, expectedVersion: 0 })).json).toMatchObject({
    ok: true,
    data: { findings: [] },
  });
  const ann = await app.signIn('ann');
  expect((await ann.page('/tours')).html).toContain('Alps');
});

function procedure(statement: string): string {
  return `CREATE OR ALTER PROCEDURE dbo.t_list @username nvarchar(64)\nAS\nBEGIN\n  SET NOCOUNT ON;\n  ${statement}\nEND;\n`;
}

async function run(sql: string, options: Record<string, unknown> = {}): Promise<ScriptResult> {
  const answer = await dev.post('/admin/workshop/run', { sql, ...options });
  expect(answer.json.error).toBeUndefined();
  return answer.json.data as ScriptResult;
}

async function password(): Promise<void> {
  expect((await dev.post('/admin/reauthenticate', { password: TEST_PASSWORD })).json.ok).toBe(true);
}

async function json(path: string): Promise<unknown> {
  const answer = await dev.fetch(`/admin/workshop${path}`);
  expect(answer.status, path).toBe(200);
  return ((await answer.json()) as { data: unknown }).data;
}

async function names(): Promise<string[]> {
  const [set] = await runSql(app.db, 'SELECT t.name FROM dbo.t_tours AS t ORDER BY t.name;');
  return (set?.rows ?? []).map(({ name }) => String(name));
}

async function definition(name: string): Promise<string | undefined> {
  const [set] = await runSql(app.db, 'SELECT OBJECT_DEFINITION(OBJECT_ID(@name)) AS text;', { name: `dbo.${name}` });
  const text = set?.rows[0]?.text;
  return typeof text === 'string' ? text : undefined;
}

async function audits(action: string): Promise<string[]> {
  const [set] = await runSql(app.db, 'SELECT a.details FROM platform.audit AS a WHERE a.action = @action ORDER BY a.id;', { action });
  return (set?.rows ?? []).map(({ details }) => String(details));
}
