-- Falcon form: saveEditableField with a dispatch by field, history of the change, a refusal by THROW
CREATE TABLE dbo.cl_clients (id int PRIMARY KEY, name nvarchar(64), email varchar(64), discount tinyint NOT NULL DEFAULT 0);
CREATE TABLE dbo.cl_history (n int IDENTITY PRIMARY KEY, clientID int, field varchar(32), was nvarchar(max), now_ nvarchar(max), username nvarchar(32));
INSERT INTO dbo.cl_clients (id, name, email) VALUES (1, N'Анна', 'a@x.ru');
GO
CREATE PROCEDURE [dbo].[fm_client_saveEditableField] @pk int, @fieldCode varchar(32), @value nvarchar(max), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @was nvarchar(max) = (SELECT CASE @fieldCode WHEN 'name' THEN name WHEN 'email' THEN email WHEN 'discount' THEN CAST(discount AS nvarchar(5)) END FROM dbo.cl_clients WHERE id = @pk);
  IF @fieldCode NOT IN ('name', 'email', 'discount') THROW 50100, N'Поле не редактируется', 1;
  IF @fieldCode = 'email' AND @value NOT LIKE '%_@_%._%' THROW 50101, N'Неверный адрес', 1;
  IF @fieldCode = 'discount' AND ISNULL(TRY_CAST(@value AS tinyint), 101) > 100 THROW 50102, N'Скидка от 0 до 100', 1;
  IF @was = @value BEGIN SELECT 1 AS Result, N'Без изменений' AS Msg; RETURN; END
  BEGIN TRAN;
  UPDATE dbo.cl_clients SET name = IIF(@fieldCode = 'name', @value, name), email = IIF(@fieldCode = 'email', @value, email), discount = IIF(@fieldCode = 'discount', @value, discount) WHERE id = @pk;
  INSERT INTO dbo.cl_history (clientID, field, was, now_, username) VALUES (@pk, @fieldCode, @was, @value, @username);
  COMMIT;
  SELECT 1 AS Result, N'' AS Msg;
END
GO
EXEC dbo.fm_client_saveEditableField 1, 'name', N'Анна К.', N'olga';
EXEC dbo.fm_client_saveEditableField 1, 'discount', N'15', N'olga';
EXEC dbo.fm_client_saveEditableField 1, 'discount', N'15', N'olga';
BEGIN TRY EXEC dbo.fm_client_saveEditableField 1, 'discount', N'500', N'olga'; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num, ERROR_MESSAGE() AS msg; END CATCH
BEGIN TRY EXEC dbo.fm_client_saveEditableField 1, 'email', N'нет', N'olga'; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num, @@TRANCOUNT AS tc; END CATCH
SELECT field, was, now_ FROM dbo.cl_history ORDER BY n;
SELECT name, email, discount FROM dbo.cl_clients;
