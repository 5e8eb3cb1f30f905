// A table of goods in which everything can be done: every type of column, filter and editor, operations, order, inner table, saved views.

import { startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';

const TYPES = `IF TYPE_ID(N'dbo.CRUDFilterParameter') IS NULL CREATE TYPE dbo.CRUDFilterParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));
GO
IF TYPE_ID(N'dbo.DictionaryParameter') IS NULL CREATE TYPE dbo.DictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));`;

export const EVIL = `"><script>alert(1)</script><img src=x onerror=alert(2)>`;

const DATA = `CREATE TABLE dbo.goods (
  id int IDENTITY(1, 1) NOT NULL PRIMARY KEY, name nvarchar(200) NOT NULL, qty int NULL, price decimal(12, 2) NULL, dueOn date NULL,
  madeAt datetime2(0) NULL, openFrom time(0) NULL, statusID int NULL, isActive bit NOT NULL DEFAULT 1, tags nvarchar(200) NULL, stars int NULL,
  color nvarchar(20) NULL, email nvarchar(100) NULL, phone nvarchar(50) NULL, site nvarchar(200) NULL, note nvarchar(max) NULL,
  cost decimal(12, 2) NULL, ord int NULL, isLocked bit NOT NULL DEFAULT 0, isDeleted bit NOT NULL DEFAULT 0
);
GO
CREATE TABLE dbo.goods_log (id int IDENTITY(1, 1) NOT NULL PRIMARY KEY, what nvarchar(400) NOT NULL, username nvarchar(128) NOT NULL);
GO
INSERT INTO dbo.goods (name, qty, price, dueOn, madeAt, openFrom, statusID, isActive, tags, stars, color, email, phone, site, note, cost, ord)
SELECT CONCAT(N'Item ', FORMAT(n.i, N'000')), n.i % 50, n.i * 10.5, DATEADD(day, n.i % 28, CAST(N'2026-11-01' AS date)),
  DATEADD(hour, n.i, CAST(N'2026-11-01T08:00:00' AS datetime2(0))), CAST(N'09:30:00' AS time(0)), 1 + n.i % 3, CASE WHEN n.i % 4 = 0 THEN 0 ELSE 1 END,
  N'new,sale', n.i % 6, N'#0b6b74', N'a@example.com', N'+7 843 200-10-20', N'https://example.com/a', N'Note', n.i * 5, n.i
FROM (
  SELECT h.d * 100 + t.d * 10 + u.d AS i
  FROM (VALUES (0), (1)) AS h(d)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS t(d)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS u(d)
) AS n
WHERE n.i BETWEEN 1 AND 130
ORDER BY n.i;
GO
UPDATE dbo.goods SET isLocked = 1 WHERE id = 2;`;

const GET_ITEMS = `CREATE OR ALTER PROCEDURE dbo.crud_goods_getItems
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @name nvarchar(200) = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'name');
  DECLARE @search nvarchar(200) = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'search');
  DECLARE @statuses nvarchar(200) = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'statusName');
  DECLARE @tags nvarchar(200) = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'tags');
  DECLARE @qtyFrom int = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'qty_from');
  DECLARE @qtyTo int = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'qty_to');
  DECLARE @dueFrom date = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'dueOn_from');
  DECLARE @dueTo date = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'dueOn_to');
  DECLARE @isActive bit = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'isActive');
  DECLARE @id int = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'_id');
  DECLARE @isExact bit = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'_exact');
  DECLARE @order nvarchar(400) = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'_sort');
  SELECT g.id INTO #found
  FROM dbo.goods AS g
  WHERE g.isDeleted = 0
    AND (@id IS NULL OR g.id = @id)
    AND (@name IS NULL OR g.name LIKE N'%' + @name + N'%')
    AND (@search IS NULL OR g.name LIKE N'%' + @search + N'%' OR g.note LIKE N'%' + @search + N'%')
    AND (@statuses IS NULL OR N',' + @statuses + N',' LIKE N'%,' + CAST(g.statusID AS nvarchar(10)) + N',%')
    AND (@tags IS NULL OR g.tags LIKE N'%' + @tags + N'%')
    AND (@qtyFrom IS NULL OR g.qty >= @qtyFrom) AND (@qtyTo IS NULL OR g.qty <= @qtyTo)
    AND (@dueFrom IS NULL OR g.dueOn >= @dueFrom) AND (@dueTo IS NULL OR g.dueOn <= @dueTo)
    AND (@isActive IS NULL OR g.isActive = @isActive);
  SELECT g.id, g.name, g.qty, g.price, g.dueOn, g.madeAt, g.openFrom, g.statusID, s.name AS statusName, s.color AS color_statusName, g.isActive,
    g.tags, g.stars, g.color AS tint, g.email, g.phone, g.site, g.note, g.cost, g.ord, g.isLocked, N'hush' AS secret,
    CAST(CASE WHEN g.isLocked = 1 THEN 0 ELSE 1 END AS bit) AS canDelete, CAST(g.id % 2 AS bit) AS isOdd
  FROM #found AS f
  INNER JOIN dbo.goods AS g ON g.id = f.id
  LEFT JOIN dbo.goods_statuses AS s ON s.id = g.statusID
  ORDER BY
    CASE WHEN @order = N'qty desc,name asc' THEN -g.qty END,
    CASE WHEN @sort = N'name' AND @direction = N'asc' THEN g.name END,
    CASE WHEN @sort = N'name' AND @direction = N'desc' THEN g.name END DESC,
    CASE WHEN @sort = N'price' AND @direction = N'desc' THEN -g.price WHEN @sort = N'price' THEN g.price END,
    g.ord
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT CASE WHEN @isExact = 1 OR COUNT(*) <= 100 THEN COUNT(*) ELSE 101 END AS total FROM #found;
  SELECT N'' AS Subtitle, 3 AS viewCount_cheap;
END;`;

const STATUSES = `CREATE TABLE dbo.goods_statuses (id int NOT NULL PRIMARY KEY, name nvarchar(50) NOT NULL, color nvarchar(20) NOT NULL);
GO
INSERT INTO dbo.goods_statuses (id, name, color) VALUES (1, N'New', N'info'), (2, N'In work', N'warning'), (3, N'Ready', N'success');
GO
CREATE OR ALTER PROCEDURE dbo.crud_goods_statusName_dict @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT s.id AS [Value], s.name AS [Text] FROM dbo.goods_statuses AS s ORDER BY s.id;
END;`;

const FIELDS: Readonly<Record<string, string>> = {
  name: 'nvarchar(200)',
  qty: 'int',
  price: 'decimal(12, 2)',
  dueOn: 'date',
  madeAt: 'datetime2(0)',
  openFrom: 'time(0)',
  statusID: 'int',
  isActive: 'bit',
  tags: 'nvarchar(200)',
  stars: 'int',
  color: 'nvarchar(20)',
  email: 'nvarchar(100)',
  phone: 'nvarchar(50)',
  site: 'nvarchar(200)',
  note: 'nvarchar(max)',
  cost: 'decimal(12, 2)',
};

const UPDATE = `CREATE OR ALTER PROCEDURE dbo.crud_goods_updateField @itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF @field = N'name' AND @value = N'taken'
  BEGIN
    SELECT CAST(0 AS bit) AS Result, N'There is such an item already' AS Msg;
    RETURN;
  END;
  INSERT INTO dbo.goods_log (what, username) VALUES (CONCAT(@itemID, N' ', @field, N'=', @value), @username);
${Object.entries(FIELDS)
  .map(
    ([field, type]) =>
      `  IF @field = N'${field === 'color' ? 'tint' : field}' UPDATE dbo.goods SET ${field} = CAST(@value AS ${type}) WHERE id = @itemID;`,
  )
  .join('\n')}
  SELECT CAST(1 AS bit) AS Result, N'' AS Msg;
END;`;

const CHANGES = `CREATE OR ALTER PROCEDURE dbo.crud_goods_deleteItem @itemID int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF EXISTS (SELECT 1 FROM dbo.goods AS g WHERE g.id = @itemID AND g.isLocked = 1)
  BEGIN
    SELECT CAST(0 AS bit) AS Result, N'The item is locked' AS Msg;
    RETURN;
  END;
  UPDATE dbo.goods SET isDeleted = 1 WHERE id = @itemID;
  SELECT CAST(1 AS bit) AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_goods_fastCreate @filters dbo.CRUDFilterParameter READONLY, @text nvarchar(256), @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  INSERT INTO dbo.goods (name, qty, statusID, ord)
  VALUES (@text, (SELECT TOP (1) CAST([Value] AS int) FROM @filters WHERE [Key] = N'qty_from'), 1, 0);
  SELECT CAST(1 AS bit) AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_goods_operation @operation nvarchar(64), @itemIDs nvarchar(max), @parameters dbo.DictionaryParameter READONLY, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @reason nvarchar(200) = (SELECT TOP (1) [Value] FROM @parameters WHERE [Key] = N'reason');
  INSERT INTO dbo.goods_log (what, username) VALUES (CONCAT(@operation, N' ', @itemIDs, N' ', @reason), @username);
  IF @operation = N'recount'
  BEGIN
    SELECT CAST(1 AS bit) AS Result, N'Counted anew' AS Msg;
    RETURN;
  END;
  IF @operation = N'close'
    UPDATE g SET g.statusID = 3 FROM dbo.goods AS g INNER JOIN STRING_SPLIT(@itemIDs, N',') AS i ON g.id = CAST(i.value AS int) WHERE g.isLocked = 0;
  SELECT g.id AS itemID, CAST(CASE WHEN g.isLocked = 1 THEN 0 ELSE 1 END AS bit) AS Result, CASE WHEN g.isLocked = 1 THEN N'It is locked' END AS Msg
  FROM dbo.goods AS g
  INNER JOIN STRING_SPLIT(@itemIDs, N',') AS i ON g.id = CAST(i.value AS int);
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_goods_reorder @itemIDs nvarchar(max), @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF @itemIDs LIKE N'%,1' OR @itemIDs LIKE N'%,1,%'
    IF EXISTS (SELECT 1 FROM dbo.goods AS g WHERE g.id = 1 AND g.isLocked = 1)
    BEGIN
      SELECT CAST(0 AS bit) AS Result, N'The first stays first' AS Msg;
      RETURN;
    END;
  UPDATE g
  SET g.ord = j.[key] + 1
  FROM dbo.goods AS g
  INNER JOIN OPENJSON(N'[' + @itemIDs + N']') AS j ON CAST(j.[value] AS int) = g.id;
  SELECT CAST(1 AS bit) AS Result, N'' AS Msg;
END;`;

const INNER = `CREATE OR ALTER PROCEDURE dbo.crud_parts_getItems
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @itemID int = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'itemID');
  SELECT x.i AS id, CONCAT(N'Part ', @itemID, N'-', x.i) AS name FROM (VALUES (1), (2)) AS x(i) ORDER BY x.i;
  SELECT 2 AS total;
END;`;

const edit = (type: string, more: object = {}): object => ({ edit: { type, ...more } });

export const goods = {
  title: { en: 'Goods', ru: 'Товары' },
  roles: 'manager,reader',
  refreshOn: ['goods'],
  paging: { size: 20, sizes: [20, 50, 100], cap: 100 },
  search: { enabled: true },
  columns: [
    { code: 'name', title: 'Name', mobile: 'title', filter: { type: 'text' }, ...edit('text', { required: true, maxLength: 40 }) },
    {
      code: 'statusName',
      title: 'Status',
      type: 'status',
      mobile: 'side',
      filter: { type: 'multi' },
      ...edit('select', { column: 'statusID' }),
    },
    { code: 'qty', title: 'Quantity', type: 'number', filter: { type: 'numberRange' }, ...edit('number', { min: 0, max: 1000 }) },
    { code: 'price', title: 'Price', type: 'money', total: 'sum', ...edit('money') },
    { code: 'dueOn', title: 'Due', type: 'date', filter: { type: 'dateRange' }, ...edit('date') },
    { code: 'isActive', title: 'Active', type: 'boolean', filter: { type: 'checkbox' }, ...edit('switch') },
    { code: 'stars', title: 'Stars', type: 'rating', ...edit('rating') },
    {
      code: 'tags',
      title: 'Tags',
      type: 'tags',
      filter: { type: 'select' },
      options: [
        { value: 'new', text: 'New' },
        { value: 'sale', text: 'Sale' },
      ],
      ...edit('multiselect'),
    },
    { code: 'note', title: 'Note', isVisibleByDefault: false, ...edit('textarea') },
    { code: 'madeAt', title: 'Made', type: 'datetime', isVisibleByDefault: false, ...edit('datetime') },
    { code: 'openFrom', title: 'Opens', type: 'time', isVisibleByDefault: false, ...edit('time') },
    { code: 'tint', title: 'Colour', type: 'color', isVisibleByDefault: false, ...edit('color') },
    { code: 'email', title: 'E-mail', type: 'email', isVisibleByDefault: false, ...edit('email') },
    { code: 'phone', title: 'Phone', type: 'phone', isVisibleByDefault: false, ...edit('phone') },
    { code: 'site', title: 'Site', type: 'link', isVisibleByDefault: false, ...edit('url') },
    { code: 'cost', title: 'Cost', type: 'money', isVisibleByDefault: false, editRoles: 'head', ...edit('money') },
    { code: 'secret', title: 'Secret', roles: 'head', filter: { type: 'text' }, ...edit('text') },
    { code: 'id', isHidden: true, filter: { type: 'text' }, ...edit('text') },
  ],
  delete: { enabled: true, roles: 'manager', visibleColumn: 'canDelete', confirm: 'Delete {name} for {price}?' },
  fastCreate: { enabled: true, roles: 'manager' },
  reorder: { enabled: true, roles: 'manager' },
  edit: { form: 'goods', roles: 'manager' },
  operations: [
    { code: 'close', title: 'Close', scope: 'both', roles: 'manager', confirm: 'Close {count} items?' },
    { code: 'reject', title: 'Reject', scope: 'bulk', roles: 'manager', form: 'reason', style: 'danger' },
    { code: 'odd', title: 'Only odd', scope: 'row', visibleColumn: 'isOdd' },
    { code: 'open', title: 'Open', scope: 'row', kind: 'link', url: '/goods/{id}' },
    { code: 'recount', title: 'Recount', scope: 'table' },
    { code: 'purge', title: 'Purge', scope: 'bulk', roles: 'head' },
  ],
  subTable: { table: 'parts' },
  savedViews: [{ code: 'cheap', title: 'Cheap', query: 'qty_to=5&sort=-price', badge: true }],
};

const form = (title: string, code: string): object => ({
  title,
  roles: 'manager',
  fields: [{ code, title, type: 'text', required: true }],
});

export function startGoods(): Promise<TestApp> {
  return startApp({
    definitions: {
      table: {
        goods,
        parts: { title: 'Parts', roles: '*', columns: [{ code: 'name', title: 'Name' }] },
      },
      form: { goods: form('Item', 'name'), reason: form('Reason', 'reason') },
      page: {
        goods: {
          title: 'Goods',
          route: '/goods',
          roles: 'manager,reader',
          width: 'full',
          markup: '<div class="as-table" data-code="goods"></div>',
        },
      },
    },
    sql: [TYPES, STATUSES, DATA, GET_ITEMS, UPDATE, CHANGES, INNER],
    users: [
      { username: 'maria', roles: ['manager'], displayName: 'Maria Kotova' },
      { username: 'rita', roles: ['reader'] },
      { username: 'hugo', roles: ['head', 'manager'] },
      { username: 'dora', roles: ['developer', 'manager'] },
    ],
  });
}
