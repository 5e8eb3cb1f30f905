// A table of tasks with everything that goes out of it, comes into it and shows it in other ways.

import { startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';

const TYPES = `IF TYPE_ID(N'dbo.CRUDFilterParameter') IS NULL CREATE TYPE dbo.CRUDFilterParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));`;

const DATA = `CREATE TABLE dbo.tasks (
  id int NOT NULL PRIMARY KEY, name nvarchar(200) NOT NULL, status nvarchar(20) NOT NULL, amount decimal(12, 2) NULL,
  startAt datetime2(0) NULL, endAt datetime2(0) NULL, owner nvarchar(50) NULL, isUrgent bit NOT NULL DEFAULT 0, secret nvarchar(20) NULL
);
GO
INSERT INTO dbo.tasks (id, name, status, amount, startAt, endAt, owner, isUrgent, secret) VALUES
  (1, N'Print; "cards"', N'new', 1290.50, '2026-11-14T10:00:00', '2026-11-14T12:00:00', N'Oleg Serov', 1, N'hush'),
  (2, N'=HYPERLINK("http://evil")', N'new', -5, '2026-11-15T09:00:00', NULL, NULL, 0, N'hush'),
  (3, N'<b>Bold</b> & co', N'work', 100, '2026-12-01T21:30:00', NULL, N'Alina Reut', 0, N'hush');`;

const GET_ITEMS = `CREATE OR ALTER PROCEDURE dbo.crud_tasks_getItems
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @status nvarchar(20) = (SELECT TOP (1) [Value] FROM @filters WHERE [Key] = N'status');
  DECLARE @from date = (SELECT TOP (1) CAST([Value] AS date) FROM @filters WHERE [Key] = N'startAt_from');
  DECLARE @to date = (SELECT TOP (1) CAST([Value] AS date) FROM @filters WHERE [Key] = N'startAt_to');
  SELECT t.id, t.name, t.status, t.amount, t.startAt, t.endAt, t.owner, t.isUrgent, t.secret
  FROM dbo.tasks AS t
  WHERE (@status IS NULL OR t.status = @status) AND (@from IS NULL OR t.startAt >= @from) AND (@to IS NULL OR t.startAt < @to)
  ORDER BY CASE WHEN @direction = N'desc' THEN -t.id ELSE t.id END
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) AS total FROM dbo.tasks AS t WHERE (@status IS NULL OR t.status = @status);
END;`;

const UPDATE = `CREATE OR ALTER PROCEDURE dbo.crud_tasks_updateField @itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF @field = N'status' AND @value = N'done' AND EXISTS (SELECT 1 FROM dbo.tasks WHERE id = @itemID AND isUrgent = 1)
  BEGIN
    SELECT CAST(0 AS bit) AS Result, N'Urgent tasks are closed by the head' AS Msg;
    RETURN;
  END;
  IF @field = N'status' UPDATE dbo.tasks SET status = @value WHERE id = @itemID;
  IF @field = N'startAt' UPDATE dbo.tasks SET startAt = CAST(@value AS datetime2(0)) WHERE id = @itemID;
  IF @field = N'endAt' UPDATE dbo.tasks SET endAt = CAST(@value AS datetime2(0)) WHERE id = @itemID;
  SELECT CAST(1 AS bit) AS Result, N'' AS Msg;
END;`;

const IMPORT = `CREATE OR ALTER PROCEDURE dbo.crud_tasks_import @rows nvarchar(max), @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @given TABLE ([row] int NOT NULL, name nvarchar(200) NULL, amount decimal(12, 2) NULL, startAt datetime2(0) NULL, isUrgent bit NULL);
  INSERT INTO @given ([row], name, amount, startAt, isUrgent)
  SELECT j.[row], j.name, j.amount, j.startAt, j.isUrgent
  FROM OPENJSON(@rows) WITH ([row] int, name nvarchar(200), amount decimal(12, 2), startAt datetime2(0), isUrgent bit) AS j;
  INSERT INTO dbo.tasks (id, name, status, amount, startAt, isUrgent)
  SELECT 1000 + g.[row], g.name, N'new', g.amount, g.startAt, ISNULL(g.isUrgent, 0) FROM @given AS g WHERE ISNULL(g.amount, 0) >= 0;
  SELECT g.[row], CAST(CASE WHEN g.amount < 0 THEN 0 ELSE 1 END AS bit) AS Result,
    CASE WHEN g.amount < 0 THEN N'The amount may not be negative' ELSE N'' END AS Msg
  FROM @given AS g;
END;`;

/** More rows than a chunk, from a procedure that gives at most 1,000 a page; every row is made up. */
const BIG = `CREATE OR ALTER PROCEDURE dbo.crud_big_getItems @page int, @pageSize int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @size int = CASE WHEN @pageSize > 1000 THEN 1000 ELSE @pageSize END;
  WITH digits AS (SELECT d FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS v (d)),
  numbers AS (SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n FROM digits AS a CROSS JOIN digits AS b CROSS JOIN digits AS c CROSS JOIN digits AS e)
  SELECT n AS id, CONCAT(N'Row ', n) AS name FROM numbers WHERE n < 3500 ORDER BY n OFFSET (@page - 1) * @size ROWS FETCH NEXT @size ROWS ONLY;
  SELECT 3500 AS total;
END;`;

/** A board of the older shape: set 1 holds its columns, set 4 its cards. */
const OLDER = `CREATE OR ALTER PROCEDURE dbo.crud_older_getItems @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS id, N'Left' AS name, N'info' AS color UNION ALL SELECT 2, N'Right', N'#aa3300';
  SELECT 1 AS total;
  SELECT N'Older' AS Title, N'kanban' AS viewType;
  SELECT 7 AS id, N'Card seven' AS name, 2 AS statusID UNION ALL SELECT 8, N'Card eight', 9;
END;`;

const older = {
  title: 'Older',
  roles: 'manager',
  columns: [{ code: 'id' }, { code: 'name' }],
  views: [{ type: 'table' }, { type: 'kanban', kanban: { statusColumn: 'statusID' } }],
};

/** Three pages that come slowly, together more slowly than a request may take. */
const DRIP = `CREATE OR ALTER PROCEDURE dbo.crud_drip_getItems @page int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  WAITFOR DELAY '00:00:01.3';
  SELECT v.n AS id FROM (VALUES (1), (2), (3), (4), (5), (6)) AS v (n) ORDER BY v.n OFFSET (@page - 1) * 2 ROWS FETCH NEXT 2 ROWS ONLY;
  SELECT 6 AS total;
END;`;

/** A record with a moment and with the time on a wall. */
const MOMENTS = `CREATE TABLE dbo.moments (id int NOT NULL PRIMARY KEY, name nvarchar(50) NOT NULL, at datetime2(0) NULL, wall datetime2(0) NULL);
GO
INSERT INTO dbo.moments (id, name, at, wall) VALUES (1, N'Autumn', '2026-10-25T01:30:00', '2026-10-25T02:30:00');
GO
CREATE OR ALTER PROCEDURE dbo.fm_moment_getItem @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT m.name, m.at, m.wall FROM dbo.moments AS m WHERE m.id = @itemID;
END;
GO
CREATE OR ALTER PROCEDURE dbo.fm_moment_saveItem @itemID int, @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE dbo.moments
  SET name = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'name'),
    at = (SELECT MAX(TRY_CAST(NULLIF(p.[Value], N'') AS datetime2(0))) FROM @parameters AS p WHERE p.[Key] = N'at'),
    wall = (SELECT MAX(TRY_CAST(NULLIF(p.[Value], N'') AS datetime2(0))) FROM @parameters AS p WHERE p.[Key] = N'wall')
  WHERE id = @itemID;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.fm_moment_checkItemField @itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result, @value AS Msg;
  SELECT N'at' AS field, DATEADD(HOUR, 1, TRY_CAST(@value AS datetime2(0))) AS value WHERE @field = N'at';
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_moments_getItems @filters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @since datetime2(0), @before datetime2(0), @wallSince datetime2(0), @wallBefore datetime2(0);
  SELECT @since = MAX(CASE WHEN f.[Key] = N'at_since' THEN f.[Value] END), @before = MAX(CASE WHEN f.[Key] = N'at_before' THEN f.[Value] END),
    @wallSince = MAX(CASE WHEN f.[Key] = N'wall_since' THEN f.[Value] END), @wallBefore = MAX(CASE WHEN f.[Key] = N'wall_before' THEN f.[Value] END)
  FROM @filters AS f;
  SELECT m.id, m.name, m.at, m.wall FROM dbo.moments AS m
  WHERE (@since IS NULL OR m.at >= @since) AND (@before IS NULL OR m.at < @before)
    AND (@wallSince IS NULL OR m.wall >= @wallSince) AND (@wallBefore IS NULL OR m.wall < @wallBefore);
  SELECT COUNT(*) FROM dbo.moments AS m;
END;
GO
CREATE OR ALTER PROCEDURE dbo.crud_moments_updateField @itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE dbo.moments SET at = IIF(@field = N'at', TRY_CAST(@value AS datetime2(0)), at), wall = IIF(@field = N'wall', TRY_CAST(@value AS datetime2(0)), wall) WHERE id = @itemID;
  SELECT 1 AS Result, N'' AS Msg;
END;`;
const moments = {
  title: 'Moments',
  roles: 'manager',
  columns: [
    { code: 'at', title: 'At', type: 'datetime', filter: { type: 'dateRange' }, edit: { type: 'datetime' } },
    {
      code: 'wall',
      title: 'Wall',
      type: 'datetime',
      format: { timeZone: 'none' },
      filter: { type: 'dateRange' },
      edit: { type: 'datetime' },
    },
  ],
  export: { csv: true },
};
const moment = {
  title: 'Moment',
  roles: 'manager',
  fields: [
    { code: 'name', title: 'Name' },
    { code: 'at', title: 'At', type: 'datetime', checkOnChange: true },
    { code: 'wall', title: 'Wall', type: 'datetime', timeZone: 'none' },
  ],
};

/** The tasks as the statuses of an entity, of which a manager may use only one transition. */
const guarded = {
  title: 'Guarded',
  roles: 'manager',
  columns: [{ code: 'id' }, { code: 'name' }, { code: 'status' }],
  views: [{ type: 'kanban', isDefault: true, kanban: { statusColumn: 'status', entity: 'task' } }],
};
const GUARDED = `CREATE OR ALTER PROCEDURE dbo.crud_guarded_getItems @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT t.id, t.name, t.status FROM dbo.tasks AS t;
END;`;
const SET_STATUS = `CREATE OR ALTER PROCEDURE dbo.en_task_setStatus @itemID int, @status nvarchar(20), @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE dbo.tasks SET status = @status WHERE id = @itemID;
  SELECT CAST(1 AS bit) AS Result, N'' AS Msg;
END;`;
const GET_STATUS = `CREATE OR ALTER PROCEDURE dbo.en_task_getStatus @itemID int, @username nvarchar(128)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT t.status FROM dbo.tasks AS t WHERE t.id = @itemID;
END;`;
const task = {
  title: 'Task',
  roles: 'manager',
  statuses: [
    { code: 'done', title: { en: 'Done', ru: 'Готова' }, ord: 30 },
    { code: 'new', title: { en: 'New', ru: 'Новая' }, ord: 10 },
    { code: 'work', title: { en: 'In work', ru: 'В работе' }, ord: 20 },
  ],
  transitions: [
    { from: ['new'], to: 'work', title: 'Start' },
    { from: ['work'], to: 'done', title: 'Finish', roles: 'head' },
    { from: ['new'], to: 'done', title: 'Drop', comment: 'required' },
  ],
};

export const tasks = {
  title: { en: 'Tasks', ru: 'Задачи' },
  roles: 'manager,reader',
  print: true,
  columns: [
    { code: 'id', title: '#', type: 'number' },
    { code: 'name', title: { en: 'Name', ru: 'Название' }, mobile: 'title' },
    {
      code: 'status',
      title: { en: 'Status', ru: 'Статус' },
      type: 'status',
      filter: { type: 'select' },
      options: [
        { value: 'new', text: { en: 'New', ru: 'Новая' }, color: 'info' },
        { value: 'work', text: { en: 'In work', ru: 'В работе' }, color: 'warning' },
        { value: 'done', text: { en: 'Done', ru: 'Готова' }, color: 'success' },
      ],
    },
    { code: 'amount', title: { en: 'Amount', ru: 'Сумма' }, type: 'money' },
    { code: 'startAt', title: { en: 'Start', ru: 'Начало' }, type: 'datetime' },
    { code: 'isUrgent', title: { en: 'Urgent', ru: 'Срочная' }, type: 'boolean' },
    { code: 'secret', title: 'Secret', roles: 'head' },
  ],
  export: { csv: true, xlsx: true, roles: 'manager' },
  import: {
    enabled: true,
    roles: 'manager',
    columns: [
      { code: 'name', title: { en: 'Name', ru: 'Название' }, required: true, example: 'Cut leaflets' },
      { code: 'amount', title: { en: 'Amount', ru: 'Сумма' }, type: 'number' },
      { code: 'startAt', title: { en: 'Start', ru: 'Начало' }, type: 'datetime' },
      { code: 'isUrgent', title: { en: 'Urgent', ru: 'Срочная' }, type: 'boolean' },
    ],
  },
  views: [
    { type: 'table', isDefault: true },
    {
      type: 'cards',
      cards: { titleColumn: 'name', textColumn: 'owner', priceColumn: 'amount', badgeColumn: 'status', columns: ['startAt', 'secret'] },
    },
    {
      type: 'kanban',
      kanban: { statusColumn: 'status', titleColumn: 'name', totalColumn: 'amount', userColumn: 'owner', columnsShown: ['startAt'] },
    },
    { type: 'calendar', calendar: { startColumn: 'startAt', endColumn: 'endAt', titleColumn: 'name', canDrag: true } },
  ],
};

export function startTasks(): Promise<TestApp> {
  return startApp({
    definitions: {
      table: {
        tasks,
        older,
        guarded,
        moments,
        drip: { title: 'Drip', roles: 'manager', columns: [{ code: 'id' }], export: { csv: true } },
        big: { title: 'Big', roles: 'manager', columns: [{ code: 'id' }, { code: 'name' }], export: { csv: true } },
      },
      entity: { task },
      form: { moment },
      page: {
        tasks: {
          title: 'Tasks',
          route: '/tasks',
          roles: 'manager,reader',
          width: 'full',
          markup: '<div class="as-table" data-code="tasks"></div>',
        },
      },
    },
    sql: [TYPES, DATA, GET_ITEMS, UPDATE, IMPORT, BIG, OLDER, GUARDED, GET_STATUS, SET_STATUS, DRIP, MOMENTS],
    env: { REQUEST_TIMEOUT: '4' },
    users: [
      { username: 'berta', roles: ['manager'] },
      { username: 'maria', roles: ['manager'] },
      { username: 'rita', roles: ['reader'] },
      { username: 'hugo', roles: ['head', 'manager'] },
    ],
  });
}
