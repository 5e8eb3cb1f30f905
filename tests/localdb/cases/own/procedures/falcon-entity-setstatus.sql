-- Falcon entity: getStatus, checkStatus, setStatus and afterChangeStatus with an action in the second set
CREATE TABLE dbo.rq_requests (id int PRIMARY KEY, status varchar(10) NOT NULL, comment nvarchar(100) NULL, manager nvarchar(32) NULL);
CREATE TABLE dbo.rq_log (n int IDENTITY PRIMARY KEY, id int, from_ varchar(10), to_ varchar(10), username nvarchar(32));
INSERT INTO dbo.rq_requests VALUES (1, 'new', NULL, NULL), (2, 'work', NULL, N'olga');
GO
CREATE PROCEDURE [dbo].[en_request_getStatus] @itemID int, @username nvarchar(32) AS SELECT status FROM dbo.rq_requests WHERE id = @itemID;
GO
CREATE PROCEDURE [dbo].[en_request_checkStatus] @itemID int, @from varchar(10), @to varchar(10), @comment nvarchar(100), @username nvarchar(32) AS
BEGIN
  IF @to = 'cancel' AND ISNULL(LTRIM(@comment), N'') = N'' BEGIN SELECT 0 AS Result, N'Укажите причину' AS Msg; RETURN; END
  IF EXISTS (SELECT 1 FROM dbo.rq_requests WHERE id = @itemID AND manager <> @username) BEGIN SELECT 0 AS Result, N'Заявка у другого менеджера' AS Msg; RETURN; END
  SELECT 1 AS Result, N'' AS Msg;
END
GO
CREATE PROCEDURE [dbo].[en_request_setStatus] @itemID int, @status varchar(10), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  UPDATE dbo.rq_requests SET status = @status, manager = CASE WHEN @status = 'work' THEN @username ELSE manager END OUTPUT inserted.id, deleted.status, inserted.status, @username INTO dbo.rq_log (id, from_, to_, username) WHERE id = @itemID;
  SELECT 1 AS Result, N'Статус изменён' AS Msg;
  SELECT 'notification' AS type, manager AS [to], CONCAT(N'Заявка №', id) AS text FROM dbo.rq_requests WHERE id = @itemID AND manager IS NOT NULL;
END
GO
EXEC dbo.en_request_getStatus 1, N'olga';
EXEC dbo.en_request_checkStatus 1, 'new', 'cancel', N'  ', N'olga';
EXEC dbo.en_request_checkStatus 2, 'work', 'done', NULL, N'petr';
EXEC dbo.en_request_setStatus 1, 'work', N'petr';
EXEC dbo.en_request_setStatus 1, 'done', N'petr';
SELECT id, from_, to_, username FROM dbo.rq_log ORDER BY n;
