// Files that go out of a table and come into it, over real HTTP.

import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { startTasks } from './fixture.ts';

let app: TestApp;
let maria: TestBrowser;

beforeAll(async () => {
  app = await startTasks();
  maria = await app.signIn('maria');
  await maria.page('/tasks');
}, 120_000);
afterAll(() => app.stop());

const read = async (path: string, browser = maria): Promise<{ status: number; bytes: Buffer; headers: Headers }> => {
  const answer = await browser.fetch(path, {});
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
};

describe('export', () => {
  it("writes CSV for a Russian spreadsheet: mark, semicolons, decimal commas, quotes, no formulas, the visitor's columns", async () => {
    const { status, bytes, headers } = await read('/c/table/tasks/csv');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain("filename*=UTF-8''");
    const lines = bytes.toString('utf8').split('\r\n');
    expect(lines[0]).toBe('\ufeff#;Название;Статус;Сумма;Начало;Срочная');
    expect(lines[1]).toBe('1;"Print; ""cards""";Новая;1290,5;2026-11-14 13:00:00;Да');
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(lines[2]).toContain(';-5;');
    expect(bytes.toString('utf8')).not.toContain('hush');
  });

  it('follows filters, sort and chosen columns', async () => {
    const { bytes } = await read('/c/table/tasks/csv?bom=0&tasks.status=new&tasks.sort=-id&tasks.cols=name,id');
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('Название;#');
    expect(lines[1]).toMatch(/;2$/);
  });

  it('reads all rows of a procedure that gives fewer a page than it was asked for', async () => {
    const { bytes } = await read('/c/table/big/csv?bom=0');
    const lines = bytes.toString('utf8').trim().split('\r\n');
    expect(lines).toHaveLength(3501);
    expect(lines.at(-1)).toBe('3499;Row 3499');
    expect(new Set(lines).size).toBe(3501);
  });

  it('writes XLSX with typed numbers and times, formulas as text', async () => {
    const { bytes, status } = await read('/c/table/tasks/xlsx');
    expect(status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const sheet = book.worksheets[0];
    expect(sheet?.rowCount).toBe(4);
    expect(sheet?.getCell('D2').value).toBe(1290.5);
    expect(sheet?.getCell('E2').value).toEqual(new Date('2026-11-14T13:00:00Z'));
    expect(sheet?.getCell('B3').value).toBe('=HYPERLINK("http://evil")');
    expect(sheet?.getCell('B3').type).toBe(ExcelJS.ValueType.String);
  });

  it('refuses a role that may see the table but not export it', async () => {
    const rita = await app.signIn('rita');
    expect((await read('/c/table/tasks/csv', rita)).status).toBe(403);
    expect((await read('/c/table/tasks/xlsx', rita)).status).toBe(403);
  });

  it('prints the whole list with its filters, escaped', async () => {
    const { bytes, status } = await read('/c/table/tasks/print?tasks.status=work');
    const page = bytes.toString('utf8');
    expect(status).toBe(200);
    expect(page).toContain('&lt;b&gt;Bold&lt;/b&gt; &amp; co');
    expect(page).toContain('В работе');
    expect(page).not.toContain('HYPERLINK');
    expect(page).not.toContain('hush');
  });
});

describe('import', () => {
  const csv =
    'Название;Сумма;Начало;Срочная;Лишний\r\nЛистовки;1 200,50;31.12.2026 10:00;да;x\r\nБез суммы;abc;;;\r\n;5;;;\r\nМинус;-3;;нет;\r\n';
  const content = Buffer.from(csv, 'utf8').toString('base64');

  it('guesses the mapping, checks values by row and asks the procedure without saving', async () => {
    const { json, status } = await maria.post('/c/table/tasks/importPreview', { content });
    expect(status).toBe(200);
    const data = json.data as {
      mapping: object;
      total: number;
      valid: number;
      errors: { row: number; text: string }[];
    };
    expect(data.mapping).toEqual({ name: 0, amount: 1, startAt: 2, isUrgent: 3 });
    expect(data).toMatchObject({ total: 4, valid: 1 });
    expect(data.errors.map(({ row, text }) => [row, text])).toEqual([
      [3, '«abc» — не число'],
      [4, 'Нужно значение'],
      [5, 'The amount may not be negative'],
    ]);
    const [counted] = await runSql(app.db, 'SELECT COUNT(*) AS n FROM dbo.tasks WHERE id > 1000;', {});
    expect(counted?.rows[0]?.n).toBe(0);
  });

  it('imports the good rows, gives the others back with their reasons, remembers the mapping', async () => {
    const { json } = await maria.post('/c/table/tasks/import', { content, mapping: { name: 0, amount: 1, startAt: 2, isUrgent: 3 } });
    const data = json.data as { done: number; failed: number; failedCsv: string };
    expect(json.ok).toBe(true);
    expect(data).toMatchObject({ done: 1, failed: 3 });
    expect(data.failedCsv.split('\r\n')[1]).toBe('Без суммы;abc;;;;Сумма: «abc» — не число');
    const [saved] = await runSql(app.db, 'SELECT name, amount, startAt, isUrgent FROM dbo.tasks WHERE id = 1002;', {});
    expect(saved?.rows[0]).toMatchObject({ name: 'Листовки', amount: 1200.5, isUrgent: true });
    // Ten o'clock in Moscow.
    expect(String(saved?.rows[0]?.startAt)).toContain('2026-12-31T07:00:00');

    const renamed = Buffer.from('Сумма\r\n5\r\n').toString('base64');
    const again = await maria.post('/c/table/tasks/importPreview', { content: renamed });
    expect((again.json.data as { mapping: object; missing: string[] }).mapping).toEqual({ amount: 0 });
    expect((again.json.data as { missing: string[] }).missing).toHaveLength(1);
  });

  it('reads XLSX and Windows-1251', async () => {
    await app.sql('DELETE FROM dbo.tasks WHERE id > 1000;');
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('x');
    sheet.addRow(['Name', 'Amount', 'Start']);
    sheet.addRow(['From Excel', 12.5, new Date('2026-05-01T00:00:00Z')]);
    const workbook = Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
    expect((await maria.post('/c/table/tasks/importPreview', { content: workbook })).json.data).toMatchObject({ valid: 1, total: 1 });
    const cp1251 = Buffer.from([0xcd, 0xe0, 0xe7, 0xe2, 0xe0, 0xed, 0xe8, 0xe5, 0x0d, 0x0a, 0xcb, 0x0d, 0x0a]).toString('base64');
    expect((await maria.post('/c/table/tasks/importPreview', { content: cp1251 })).json.data).toMatchObject({
      headers: ['Название'],
      valid: 1,
    });
  });

  it('says what is wrong with a file that is none, and refuses other roles', async () => {
    const { json, status } = await maria.post('/c/table/tasks/importPreview', {
      content: Buffer.from('PK\u0003\u0004rubbish').toString('base64'),
    });
    expect(status).toBe(422);
    expect(JSON.stringify(json)).toContain('Файл не читается');
    const rita = await app.signIn('rita');
    await rita.page('/tasks');
    expect((await rita.post('/c/table/tasks/import', { content, mapping: { name: 0 } })).status).toBe(403);
    expect((await read('/c/table/tasks/template', rita)).status).toBe(403);
    expect((await read('/c/table/tasks/template')).bytes.toString('utf8')).toBe(
      '\ufeffНазвание;Сумма;Начало;Срочная\r\nCut leaflets;;;\r\n',
    );
  });
});

describe('views', () => {
  it('shows cards without columns of other roles', async () => {
    const { bytes } = await read('/c/table/tasks?tasks.view=cards');
    const page = bytes.toString('utf8');
    expect(page).toContain('catalog-card');
    expect(page).toContain('&lt;b&gt;Bold&lt;/b&gt;');
    expect(page).not.toContain('hush');
    const hugo = await app.signIn('hugo');
    expect((await read('/c/table/tasks?tasks.view=cards', hugo)).bytes.toString('utf8')).toContain('hush');
  });

  it('takes the columns of a board from the options of the status, with counts and sums', async () => {
    const page = (await read('/c/table/tasks?tasks.view=kanban')).bytes.toString('utf8');
    const columns = [...page.matchAll(/kanban-column"[^>]*data-value="(\w+)"/g)].map((found) => found[1]);
    expect(columns).toEqual(['new', 'work', 'done']);
    expect(page).toMatch(/data-value="new".*?data-count>2</s);
  });

  it('is chosen by the settings of the procedure until the visitor chooses', async () => {
    const classes = async (query: string): Promise<string> =>
      /data-view="(\w+)"/.exec((await read(`/c/table/older${query}`)).bytes.toString('utf8'))?.[1] ?? '';
    expect(await classes('')).toBe('kanban');
    expect(await classes('?older.view=table')).toBe('table');
  });

  it('takes a board of the older shape, and gives a card of no column one', async () => {
    const page = (await read('/c/table/older')).bytes.toString('utf8');
    const columns = [...page.matchAll(/kanban-column[^"]*"[^>]*data-value="(\w+)"/g)].map((found) => found[1]);
    expect(columns).toEqual(['1', '2', '9']);
    expect(page).toMatch(/data-value="2".*data-id="7".*data-value="9".*data-id="8"/s);
    expect(page).toContain('data-color="#aa3300"');
    expect(page).not.toMatch(/ style=/);
  });

  it('lets cards go where the entity lets this visitor go', async () => {
    const movesFor = async (browser: TestBrowser): Promise<unknown> => {
      const page = (await read('/c/table/guarded', browser)).bytes.toString('utf8');
      expect([...page.matchAll(/kanban-column"[^>]*data-value="(\w+)"/g)].map((found) => found[1])).toEqual(['new', 'work', 'done']);
      return JSON.parse((/data-moves="([^"]*)"/.exec(page)?.[1] ?? '{}').replaceAll('&quot;', '"'));
    };
    expect(await movesFor(maria)).toEqual({ new: ['work'], work: [], done: [] });
    expect(await movesFor(await app.signIn('hugo'))).toEqual({ new: ['work'], work: ['done'], done: [] });
  });

  it('refuses a forged move that the entity does not let this visitor make', async () => {
    await runSql(app.db, "INSERT INTO dbo.tasks (id, name, status, isUrgent) VALUES (50, N'Guarded', N'work', 0);", {});
    const refused = await maria.post('/c/table/guarded/updateField', { id: '50', field: 'status', value: 'done' });
    expect(refused.json).toMatchObject({ ok: false, data: { error: 'Такой переход здесь запрещён' } });
    expect((await maria.post('/c/table/guarded/updateField', { id: '50', field: 'status', value: 'nowhere' })).json.ok).toBe(false);
    const hugo = await app.signIn('hugo');
    await hugo.page('/tasks');
    const move = (from: string) => hugo.post('/c/table/guarded/updateField', { id: '50', field: 'status', value: 'done', from });
    const late = await move('new');
    expect(late.status).toBe(409);
    expect(late.json.data).toMatchObject({
      seen: { code: 'new' },
      current: { code: 'work' },
      error: expect.stringMatching(/Новая.*В работе/),
    });
    expect((await move('work')).json.ok).toBe(true);
    const [logged] = await runSql(
      app.db,
      "SELECT l.fromStatus, l.toStatus, l.createdBy FROM platform.status_log AS l WHERE l.itemID = N'50'",
      {},
    );
    expect(logged?.rows).toEqual([{ fromStatus: 'work', toStatus: 'done', createdBy: 'hugo' }]);
    const [saved] = await runSql(app.db, 'SELECT status FROM dbo.tasks WHERE id = 50; DELETE FROM dbo.tasks WHERE id = 50;', {});
    expect(saved?.rows[0]?.status).toBe('done');
  });

  it('moves a card by updateField, and tells why it does not', async () => {
    const moved = await maria.post('/c/table/tasks/updateField', { id: '2', field: 'status', value: 'work' });
    expect(moved.json.ok).toBe(true);
    const refused = await maria.post('/c/table/tasks/updateField', { id: '1', field: 'status', value: 'done' });
    expect(refused.json).toMatchObject({ ok: false, data: { error: 'Urgent tasks are closed by the head' } });
    expect((await maria.post('/c/table/tasks/updateField', { id: '1', field: 'amount', value: '1' })).status).toBe(403);
  });

  it("gives events in the visitor's time, by range, and stores a moved one in UTC", async () => {
    const events = JSON.parse((await read('/c/table/tasks/events?start=2026-11-01&end=2026-11-30')).bytes.toString('utf8')) as {
      id: string;
      start: string;
      end?: string;
    }[];
    expect(events.map(({ id }) => id)).toEqual(['1', '2']);
    expect(events[0]).toMatchObject({ start: '2026-11-14T13:00:00', end: '2026-11-14T15:00:00', allDay: false });
    const moved = await maria.post('/c/table/tasks/moveEvent', { id: '1', start: '2026-11-20T09:00:00', end: '2026-11-20T11:00:00' });
    expect(moved.json.ok).toBe(true);
    const [saved] = await runSql(app.db, 'SELECT startAt, endAt FROM dbo.tasks WHERE id = 1;', {});
    expect(String(saved?.rows[0]?.startAt)).toContain('2026-11-20T06:00:00');
    expect(String(saved?.rows[0]?.endAt)).toContain('2026-11-20T08:00:00');
  });
});

describe('an export that takes longer than a request may', () => {
  it('goes on while rows come', async () => {
    const started = Date.now();
    const { status, bytes } = await read('/c/table/drip/csv');
    expect(status).toBe(200);
    expect(bytes.toString('utf8').trim().split('\r\n').slice(1)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(Date.now() - started, 'longer than REQUEST_TIMEOUT').toBeGreaterThan(4000);
  });
});

describe('moments', () => {
  let berta: TestBrowser;
  const stored = async (): Promise<Record<string, unknown>> => {
    const [set] = await runSql(
      app.db,
      'SELECT CONVERT(nvarchar(19), m.at, 126) AS at, CONVERT(nvarchar(19), m.wall, 126) AS wall FROM dbo.moments AS m WHERE m.id = 1',
      {},
    );
    return { ...set?.rows[0] };
  };
  const inputs = async (): Promise<(string | undefined)[]> => {
    const { html } = await berta.page('/c/form/moment?itemID=1');
    return ['at', 'wall'].map((name) => {
      const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(html)?.[0] ?? '';
      return / value="([^"]*)"/.exec(input)?.[1];
    });
  };
  const save = (fields: object) => berta.post('/c/form/moment/save', { itemID: '1', fields });

  beforeAll(async () => {
    await app.sql("UPDATE platform.[user] SET timeZone = N'Europe/Berlin', lang = 'en' WHERE username = N'berta';");
    berta = await app.signIn('berta');
  });

  it('are shown on the visitor’s clock and stored in UTC, on both sides of a clock change', async () => {
    expect(await inputs()).toEqual(['2026-10-25T02:30', '2026-10-25T02:30']);
    for (const [typed, utc] of [
      ['2026-03-29T01:59', '2026-03-29T00:59:00'],
      ['2026-03-29T03:00', '2026-03-29T01:00:00'],
      ['2026-07-01T12:00', '2026-07-01T10:00:00'],
      ['2026-10-25T04:00', '2026-10-25T03:00:00'],
      ['2026-12-31T23:30', '2026-12-31T22:30:00'],
    ]) {
      expect((await save({ name: 'x', at: typed, wall: typed })).status).toBe(200);
      expect(await stored()).toEqual({ at: utc, wall: `${typed}:00` });
      expect(await inputs()).toEqual([typed, typed]);
    }
    // There is no such time on that day: the clock goes from 2 to 3.
    expect((await save({ name: 'x', at: '2026-03-29T02:30' })).status).toBe(200);
    expect((await stored()).at).toMatch(/^2026-03-29T0[01]:30:00$/);
  });

  it('in the hour that comes twice stay what they are when nobody touches them', async () => {
    for (const utc of ['2026-10-25T00:30:00', '2026-10-25T01:30:00']) {
      await app.sql(`UPDATE dbo.moments SET at = '${utc}' WHERE id = 1;`);
      expect((await inputs())[0]).toBe('2026-10-25T02:30');
      expect((await save({ name: 'Renamed', at: '2026-10-25T02:30', wall: '' })).status).toBe(200);
      expect((await stored()).at).toBe(utc);
    }
  });

  it('go through the check of a field and back', async () => {
    const { json } = await berta.post('/c/form/moment/check', { itemID: '1', field: 'at', fields: { name: 'x', at: '2026-07-01T12:00' } });
    expect(JSON.stringify(json)).toContain('2026-07-01T13:00:00');
  });

  it('are filtered by the days of the visitor’s clock', async () => {
    // Half past midnight in Berlin, where the day has 25 hours.
    await app.sql("UPDATE dbo.moments SET at = '2026-10-24T22:30:00', wall = '2026-10-24T22:30:00' WHERE id = 1;");
    const found = async (query: string) => (await berta.page(`/c/table/moments?${query}`)).html.includes('data-field="at"');
    expect(await found('moments.at_from=2026-10-25&moments.at_to=2026-10-25')).toBe(true);
    expect(await found('moments.at_to=2026-10-24')).toBe(false);
    expect(await found('moments.wall_from=2026-10-24&moments.wall_to=2026-10-24')).toBe(true);
    expect(await found('moments.wall_from=2026-10-25')).toBe(false);
    await app.sql("UPDATE dbo.moments SET at = '2026-10-25T22:59:59' WHERE id = 1;");
    expect(await found('moments.at_to=2026-10-25')).toBe(true);
    await app.sql("UPDATE dbo.moments SET at = '2026-10-25T23:00:00' WHERE id = 1;");
    expect(await found('moments.at_to=2026-10-25')).toBe(false);
    // The moments are the platform's to say.
    expect(await found('at_since=2030-01-01&moments.at_since=2030-01-01')).toBe(true);
  });

  it('are edited in a table as they are shown there', async () => {
    await app.sql("UPDATE dbo.moments SET at = '2026-07-01T10:00:00', wall = '2026-07-01T10:00:00' WHERE id = 1;");
    const { html } = await berta.page('/c/table/moments');
    expect([...html.matchAll(/data-field="(at|wall)" data-value="([^"]*)"/g)].map(([, name, value]) => [name, value])).toEqual([
      ['at', '2026-07-01T12:00:00'],
      ['wall', '2026-07-01T10:00:00'],
    ]);
    expect(html).toMatch(/12:00.*10:00/s);
    for (const field of ['at', 'wall']) {
      const changed = await berta.post('/c/table/moments/updateField', { id: '1', field, value: '2026-01-15T09:00:00' });
      expect(changed.json.ok).toBe(true);
    }
    expect(await stored()).toEqual({ at: '2026-01-15T08:00:00', wall: '2026-01-15T09:00:00' });
    expect((await read('/c/table/moments/csv', berta)).bytes.toString('utf8')).toMatch(/2026-01-15 09:00:00,2026-01-15 09:00:00/);
  });
});
