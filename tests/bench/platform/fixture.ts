// The page that the platform is measured by: a form, a table of 50 rows by 10 columns and a chart, for the least privileged role, over plain
// T-SQL; and many definitions that nobody opens.

import type { Fixture } from '../../engine/harness.ts';

const COLUMNS = ['id', 'number', 'client', 'status', 'created', 'due', 'total', 'paid', 'manager', 'note'];

export function benchFixture({ rows }: { rows: number }): Fixture {
  return {
    users: [
      { username: 'clerk', roles: ['clerk'] },
      { username: 'many', roles: ['clerk', ...Array.from({ length: 199 }, (_, i) => `extra${i}`)] },
    ],
    definitions: {
      page: {
        work: { title: 'Work', roles: 'clerk', isHome: true, markup: snippets('orders') },
        wide: { title: 'Wide', roles: 'clerk', markup: '<div class="as-table" data-code="wide"></div>' },
        narrow: { title: 'Narrow', roles: 'clerk', markup: '<div class="as-table" data-code="orders"></div>' },
      },
      table: { orders: table(50), wide: table(500) },
      form: {
        note: {
          title: 'Note',
          roles: 'clerk',
          fields: [
            { code: 'title', title: 'Title', required: true, maxLength: 100 },
            { code: 'total', title: 'Total', type: 'money' },
            { code: 'due', title: 'Due', type: 'date' },
            {
              code: 'kind',
              title: 'Kind',
              type: 'select',
              options: [
                { value: 'a', text: 'A' },
                { value: 'b', text: 'B' },
              ],
            },
          ],
        },
      },
      chart: { sales: { title: 'Sales', roles: 'clerk', type: 'line' } },
    },
    sql: [script(rows)],
  };
}

/** Pages with forms of ten fields each, for the cost of what is only defined. */
export function manyDefinitions(pages: number): Readonly<Record<string, Readonly<Record<string, object>>>> {
  const numbers = Array.from({ length: pages }, (_, i) => i);
  const fields = Array.from({ length: 10 }, (_, i) => ({ code: `field${i}`, title: `Field ${i}` }));
  return {
    page: Object.fromEntries(
      numbers.map((i) => [
        `extra-page-${i}`,
        { title: `Page ${i}`, roles: 'nobody', markup: `<div class="as-form" data-code="extra-form-${i}"></div>` },
      ]),
    ),
    form: Object.fromEntries(numbers.map((i) => [`extra-form-${i}`, { title: `Form ${i}`, roles: 'nobody', fields }])),
  };
}

function snippets(code: string): string {
  return `<div class="row"><div class="col-lg-4"><div class="as-form" data-code="note" data-itemid="0"></div><div class="as-chart" data-code="sales"></div></div>
<div class="col-lg-8"><div class="as-table" data-code="${code}"></div></div></div>`;
}

function table(size: number): object {
  return {
    title: 'Orders',
    roles: 'clerk',
    userViews: false,
    columnChooser: false,
    columns: COLUMNS.map((code) => ({
      code,
      title: code,
      type: { id: 'number', total: 'money', paid: 'money', created: 'datetime', due: 'date', status: 'status' }[code] ?? 'text',
      ...(code === 'number' ? { link: { url: '/order/{id}' } } : {}),
    })),
    paging: { size, sizes: [size] },
  };
}

function script(rows: number): string {
  return `
CREATE TABLE dbo.bench_orders (id int NOT NULL PRIMARY KEY, number nvarchar(20), client nvarchar(100), status nvarchar(20), created datetime2(0), due date, total decimal(18,2), paid decimal(18,2), manager nvarchar(100), note nvarchar(200));
CREATE TABLE dbo.bench_notes (id int IDENTITY PRIMARY KEY, title nvarchar(100), total decimal(18,2), due date, kind nvarchar(10));
GO
WITH n AS (SELECT TOP (${rows}) ROW_NUMBER() OVER (ORDER BY a.object_id, b.object_id) AS i FROM sys.all_objects AS a CROSS JOIN sys.all_objects AS b)
INSERT dbo.bench_orders SELECT i, CONCAT(N'10', i), CONCAT(N'Client ', i), CASE i % 3 WHEN 0 THEN N'new' WHEN 1 THEN N'work' ELSE N'done' END, DATEADD(HOUR, -i, '2026-11-01'), DATEADD(DAY, i % 30, '2026-11-01'), i * 10.5, i * 5, CONCAT(N'Manager ', i % 7), CONCAT(N'Some words about the order ', i) FROM n;
GO
${getItems('orders')}
GO
${getItems('wide')}
GO
CREATE PROCEDURE dbo.[fm_note_saveItem] @username nvarchar(256), @itemID int, @parameters dbo.ExtendedDictionaryParameter READONLY AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  INSERT dbo.bench_notes (title, total, due, kind)
  SELECT MAX(CASE [Key] WHEN N'title' THEN Value2 END), TRY_CAST(NULLIF(MAX(CASE [Key] WHEN N'total' THEN Value2 END), N'') AS decimal(18,2)), TRY_CAST(NULLIF(MAX(CASE [Key] WHEN N'due' THEN Value2 END), N'') AS date), MAX(CASE [Key] WHEN N'kind' THEN Value2 END)
  FROM @parameters;
  SELECT 1 AS Result, N'' AS Msg, SCOPE_IDENTITY() AS itemID;
END
GO
CREATE PROCEDURE dbo.[chart_sales_getData] @parameters dbo.ExtendedDictionaryParameter READONLY, @username nvarchar(256) AS
BEGIN
  SET NOCOUNT ON;
  SELECT TOP (12) manager AS label, SUM(total) AS Total, SUM(paid) AS Paid FROM dbo.bench_orders GROUP BY manager ORDER BY manager;
END`;
}

function getItems(code: string): string {
  return `CREATE PROCEDURE dbo.[crud_${code}_getItems] @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(256) AS
BEGIN
  SET NOCOUNT ON;
  SELECT id, number, client, status, created, due, total, paid, manager, note FROM dbo.bench_orders ORDER BY id OFFSET @pageSize * (@page - 1) ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) AS total FROM (SELECT TOP (1001) id FROM dbo.bench_orders) AS capped;
END`;
}
