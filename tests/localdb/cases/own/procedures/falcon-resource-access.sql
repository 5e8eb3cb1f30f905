-- Falcon resources: access by action and role, files listed with sizes as text, a trace of what was refused
CREATE TABLE dbo.rs_files (id int PRIMARY KEY, orderID int, name nvarchar(50), bytes bigint, isPrivate bit);
CREATE TABLE dbo.as_trace (n int IDENTITY PRIMARY KEY, header nvarchar(100), username nvarchar(32));
INSERT INTO dbo.rs_files VALUES (1, 10, N'счёт.pdf', 1536, 0), (2, 10, N'договор.docx', 5242880, 1), (3, 11, N'акт.txt', 12, 0);
GO
CREATE PROCEDURE [dbo].[rs_order_access] @itemID int, @action varchar(10), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @ok bit = CASE WHEN @username = N'admin' THEN 1 WHEN @action = 'view' AND @username <> N'' THEN 1 ELSE 0 END;
  IF @ok = 0 INSERT INTO dbo.as_trace (header, username) VALUES (CONCAT(N'rs_order ', @action, N' ', @itemID), @username);
  SELECT @ok AS Result, IIF(@ok = 1, N'', N'Нет доступа') AS Msg;
  IF @ok = 0 RETURN;
  SELECT name, CASE WHEN bytes < 1024 THEN CONCAT(bytes, N' Б') WHEN bytes < 1048576 THEN CONCAT(CAST(bytes / 1024.0 AS decimal(9,1)), N' КБ') ELSE CONCAT(CAST(bytes / 1048576.0 AS decimal(9,1)), N' МБ') END AS size, RIGHT(name, CHARINDEX('.', REVERSE(name)) - 1) AS ext FROM dbo.rs_files WHERE orderID = @itemID AND (isPrivate = 0 OR @username = N'admin') ORDER BY name;
END
GO
EXEC dbo.rs_order_access 10, 'view', N'anna';
EXEC dbo.rs_order_access 10, 'delete', N'anna';
EXEC dbo.rs_order_access 10, 'delete', N'admin';
SELECT header, username FROM dbo.as_trace;
