-- An outbox: actions added inside the caller's transaction vanish with its rollback; taken, retried, finished
CREATE TABLE dbo.as_outbox (id int IDENTITY PRIMARY KEY, type varchar(20), body nvarchar(max), tries int NOT NULL DEFAULT 0, state varchar(10) NOT NULL DEFAULT 'new');
GO
CREATE PROCEDURE dbo.as_outbox_add @type varchar(20), @body nvarchar(max) AS
BEGIN
  SET NOCOUNT ON;
  IF @@TRANCOUNT = 0 THROW 50300, N'Нужна транзакция', 1;
  INSERT INTO dbo.as_outbox (type, body) VALUES (@type, @body);
END
GO
CREATE PROCEDURE dbo.as_outbox_take @n int AS
BEGIN
  SET NOCOUNT ON;
  UPDATE TOP (@n) dbo.as_outbox SET tries += 1, state = CASE WHEN tries >= 2 THEN 'failed' ELSE 'new' END OUTPUT inserted.type, JSON_VALUE(inserted.body, '$.to') AS [to], inserted.tries, inserted.state WHERE state = 'new';
END
GO
BEGIN TRAN;
EXEC dbo.as_outbox_add 'email', N'{"to":"a@x.ru"}';
ROLLBACK;
BEGIN TRAN;
EXEC dbo.as_outbox_add 'sms', N'{"to":"7900"}';
COMMIT;
BEGIN TRY EXEC dbo.as_outbox_add 'sms', N'{}'; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
EXEC dbo.as_outbox_take 5;
EXEC dbo.as_outbox_take 5;
EXEC dbo.as_outbox_take 5;
EXEC dbo.as_outbox_take 5;
