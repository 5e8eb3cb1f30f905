CREATE TABLE dbo.abu_points (id int NOT NULL PRIMARY KEY, name nvarchar(100) NOT NULL, manager nvarchar(64) NOT NULL);
CREATE TABLE dbo.abu_orders (
  id int IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  pointID int NOT NULL,
  name nvarchar(max) NOT NULL,
  amount decimal(18, 2) NOT NULL,
  cost decimal(18, 2) NOT NULL,
  statusCode nvarchar(32) NOT NULL,
  dueAt datetime2(0) NOT NULL,
  ord int NOT NULL
);
CREATE TABLE dbo.abu_calls (id int IDENTITY(1, 1) NOT NULL PRIMARY KEY, what nvarchar(200) NOT NULL, keysGiven nvarchar(max) NULL, username nvarchar(64) NOT NULL);
INSERT INTO dbo.abu_points (id, name, manager) VALUES (1, N'North', N'nora'), (2, N'South', N'sam');
INSERT INTO dbo.abu_orders (pointID, name, amount, cost, statusCode, dueAt, ord)
VALUES (1, N'Apples', 10, 77771, N'new', '2026-03-01', 1), (1, N'Pears', 20, 77772, N'new', '2026-03-02', 2),
  (2, N'SOUTHSECRET plums', 30, 77773, N'new', '2026-03-03', 1), (2, N'SOUTHSECRET figs', 40, 77774, N'new', '2026-03-04', 2);
GO
CREATE OR ALTER FUNCTION dbo.abu_allowed(@username nvarchar(64))
RETURNS TABLE
AS
RETURN
  SELECT o.id, o.pointID, o.name, o.amount, o.cost, o.statusCode, o.dueAt, o.ord
  FROM dbo.abu_orders AS o
  INNER JOIN dbo.abu_points AS p ON p.id = o.pointID
  WHERE p.manager = @username OR @username = N'boris';
GO
CREATE OR ALTER PROCEDURE dbo.[abu_note] @what nvarchar(200), @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.abu_calls (what, keysGiven, username)
  SELECT @what, (SELECT p.[Key] AS k, p.[Value] AS v FROM @parameters AS p FOR JSON PATH), @username;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_getItems]
  @filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @name nvarchar(max) = (SELECT MAX(f.[Value]) FROM @filters AS f WHERE f.[Key] = N'name');
  DECLARE @search nvarchar(max) = (SELECT MAX(f.[Value]) FROM @filters AS f WHERE f.[Key] = N'search');
  DECLARE @id int = (SELECT TRY_CAST(MAX(f.[Value]) AS int) FROM @filters AS f WHERE f.[Key] = N'_id');
  SELECT a.id, a.name, a.amount, a.cost, a.statusCode, a.dueAt, a.ord
  FROM dbo.abu_allowed(@username) AS a
  WHERE (@name IS NULL OR CHARINDEX(@name, a.name) > 0) AND (@search IS NULL OR CHARINDEX(@search, a.name) > 0) AND (@id IS NULL OR a.id = @id)
  ORDER BY a.ord, a.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) FROM dbo.abu_allowed(@username) AS a;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_updateField] @itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID)
    THROW 50404, N'There is no such order.', 1;
  UPDATE dbo.abu_orders
  SET name = IIF(@field = N'name', ISNULL(@value, N''), name), statusCode = IIF(@field = N'statusCode', LEFT(@value, 32), statusCode),
    cost = IIF(@field = N'cost', TRY_CAST(@value AS decimal(18, 2)), cost), dueAt = IIF(@field = N'dueAt', TRY_CAST(@value AS datetime2(0)), dueAt)
  WHERE id = @itemID;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_deleteItem] @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID)
    THROW 50404, N'There is no such order.', 1;
  DELETE FROM dbo.abu_orders WHERE id = @itemID;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_fastCreate] @filters dbo.CRUDFilterParameter READONLY, @text nvarchar(256), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  INSERT INTO dbo.abu_orders (pointID, name, amount, cost, statusCode, dueAt, ord)
  SELECT p.id, @text, 0, 0, N'new', '2026-03-01', 9 FROM dbo.abu_points AS p WHERE p.manager = @username;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_reorder] @itemIDs nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF EXISTS (SELECT 1 FROM STRING_SPLIT(@itemIDs, N',') AS s WHERE NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(s.value AS int)))
    THROW 50404, N'There is no such order.', 1;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_operation]
  @operation nvarchar(64), @itemIDs nvarchar(max), @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF EXISTS (SELECT 1 FROM STRING_SPLIT(@itemIDs, N',') AS s WHERE s.value <> N'' AND NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(s.value AS int)))
    THROW 50404, N'There is no such order.', 1;
  EXEC dbo.abu_note @what = @operation, @parameters = @parameters, @username = @username;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[crud_orders_import] @rows nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_getItem] @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT a.name, a.amount, a.cost, a.statusCode, a.name AS shown, a.name AS story FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_statusCode_dict] @itemID nvarchar(128), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT N'new' AS Value, N'New' AS [Text] UNION ALL SELECT N'done', N'Done';
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_friend_dict] @itemID nvarchar(128), @search nvarchar(200), @limit int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT CAST(a.id AS nvarchar(16)) AS Value, a.name AS [Text] FROM dbo.abu_allowed(@username) AS a;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_checkItemField] @itemID nvarchar(128), @field nvarchar(64), @value nvarchar(max), @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT N'name' AS field, a.name AS value FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_saveItem] @itemID int, @username nvarchar(64), @parameters dbo.CRUDFilterParameter READONLY
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF @itemID <> 0 AND NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID)
    THROW 50404, N'There is no such order.', 1;
  EXEC dbo.abu_note @what = N'save', @parameters = @parameters, @username = @username;
  UPDATE o SET name = ISNULL((SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'name'), o.name) FROM dbo.abu_orders AS o WHERE o.id = @itemID;
  SELECT 1 AS Result, N'' AS Msg, @itemID AS itemID;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_saveEditableField] @pk int, @fieldCode nvarchar(64), @value nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = @pk)
    THROW 50404, N'There is no such order.', 1;
  UPDATE dbo.abu_orders SET name = @value WHERE id = @pk AND @fieldCode = N'name';
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_order_deleteItem] @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID)
    THROW 50404, N'There is no such order.', 1;
  DELETE FROM dbo.abu_orders WHERE id = @itemID;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[tree_shelf_getItems] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64), @itemID nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT a.id AS Id, CAST(NULL AS int) AS ParentID, a.name AS title, a.ord AS Ord, a.name AS info, CONCAT(N'/order/', a.id) AS href FROM dbo.abu_allowed(@username) AS a ORDER BY a.ord;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[tree_shelf_create] @parentID nvarchar(64), @title nvarchar(400), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  IF @parentID IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@parentID AS int))
    THROW 50404, N'There is no such order.', 1;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[tree_shelf_rename] @itemID nvarchar(64), @title nvarchar(400), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE o SET name = @title FROM dbo.abu_orders AS o INNER JOIN dbo.abu_allowed(@username) AS a ON a.id = o.id WHERE o.id = TRY_CAST(@itemID AS int);
  IF @@ROWCOUNT = 0 THROW 50404, N'There is no such order.', 1;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[tree_shelf_delete] @itemID nvarchar(64), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int))
    THROW 50404, N'There is no such order.', 1;
  DELETE FROM dbo.abu_orders WHERE id = TRY_CAST(@itemID AS int);
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[tree_shelf_move] @itemID nvarchar(64), @parentID nvarchar(64), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int))
    THROW 50404, N'There is no such order.', 1;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[en_order_getStatus] @itemID nvarchar(64), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT a.statusCode AS status FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
CREATE OR ALTER PROCEDURE dbo.[en_order_setStatus] @itemID nvarchar(64), @status nvarchar(32), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE o SET statusCode = @status FROM dbo.abu_orders AS o INNER JOIN dbo.abu_allowed(@username) AS a ON a.id = o.id WHERE o.id = TRY_CAST(@itemID AS int);
  IF @@ROWCOUNT = 0 THROW 50404, N'There is no such order.', 1;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chat_order_access] @itemID nvarchar(64), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @can bit = IIF(EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int)), 1, 0);
  SELECT @can AS CanRead, @can AS CanWrite, (SELECT a.name FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int)) AS Title;
  SELECT p.manager AS username FROM dbo.abu_points AS p WHERE @can = 1 UNION ALL SELECT N'boris' WHERE @can = 1;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rs_papers_access] @itemID nvarchar(64), @action nvarchar(32), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT IIF(EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int)), 1, 0) AS Result, N'Not yours.' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rs_flyer_access] @itemID nvarchar(64), @action nvarchar(32), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT IIF(EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int)), 1, 0) AS Result, N'Not yours.' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rs_label_getFile] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @itemID int = (SELECT TRY_CAST(MAX(p.[Value]) AS int) FROM @parameters AS p WHERE p.[Key] = N'itemID');
  SELECT CAST(a.name AS nvarchar(max)) AS content, N'text/plain' AS contentType, N'label.txt' AS fileName FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chk_empty-names] @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS itemID, N'nothing' AS text, 5 AS amount WHERE @username IS NOT NULL;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chk_empty-names_fix] @itemIDs nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result;
END;
GO
CREATE OR ALTER PROCEDURE dbo.job_sweep @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT 1 AS Result;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chart_load_getData] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT LEFT(a.name, 200) AS label, a.amount AS amount FROM dbo.abu_allowed(@username) AS a ORDER BY a.ord;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[chart_echo_getData] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT MAX(IIF(p.[Key] = N'kind', p.[Value], NULL)) AS label, 1 AS amount FROM @parameters AS p;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[dashboard_home_getCounters] @username nvarchar(64), @parameters dbo.CRUDFilterParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  SELECT N'first' AS Code, LEFT(MIN(a.name), 200) AS Title, CAST(COUNT(*) AS nvarchar(16)) AS Value FROM dbo.abu_allowed(@username) AS a;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[dashboard_home_rows_getPanelTable] @username nvarchar(64), @filter nvarchar(200), @parameters dbo.CRUDFilterParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  SELECT a.id, LEFT(a.name, 200) AS name FROM dbo.abu_allowed(@username) AS a;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[block_hello_getData] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT a.name FROM dbo.abu_allowed(@username) AS a;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[pg_order_getPage] @itemID int, @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @name nvarchar(max) = (SELECT a.name FROM dbo.abu_allowed(@username) AS a WHERE a.id = @itemID);
  IF @name IS NULL
  BEGIN
    SELECT 404 AS StatusCode;
    RETURN;
  END;
  SELECT @name AS Title, @name AS Subtitle, @name AS Description, @name AS StatusText, @name AS StatusColor, @name AS own, @name AS Canonical, @name AS SeoTitle;
  SELECT N'Orders' AS [Text], N'/orders' AS Url UNION ALL SELECT @name, @name;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[pg_jump_getPage] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT N'Jump' AS Title, MAX(IIF(p.[Key] = N'to', p.[Value], NULL)) AS RedirectUrl FROM @parameters AS p;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rq_poke] @itemID nvarchar(128), @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int))
  BEGIN
    SELECT 0 AS Result, N'There is no such order.' AS Msg;
    RETURN;
  END;
  EXEC dbo.abu_note @what = N'poke', @parameters = @parameters, @username = @username;
  SELECT 1 AS Result, N'' AS Msg;
  SELECT a.name FROM dbo.abu_allowed(@username) AS a WHERE a.id = TRY_CAST(@itemID AS int);
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rq_vault] @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  UPDATE dbo.abu_orders SET cost = 0;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rq_unsaid] @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DELETE FROM dbo.abu_orders;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[as_search] @text nvarchar(200), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT a.name AS Title, CONCAT(N'/order/', a.id) AS Url FROM dbo.abu_allowed(@username) AS a WHERE CHARINDEX(@text, a.name) > 0;
END;
GO
