-- Falcon job: a digest per manager as external actions, marked as sent in the same transaction, nothing the second time
CREATE TABLE dbo.tasks (id int PRIMARY KEY, manager nvarchar(32), title nvarchar(30), due date, sent bit NOT NULL DEFAULT 0);
INSERT INTO dbo.tasks (id, manager, title, due) VALUES (1, N'olga', N'Счёт', '2024-05-01'), (2, N'olga', N'Акт', '2024-05-02'), (3, N'petr', N'Звонок', '2024-05-01'), (4, N'petr', N'Позже', '2024-06-01');
GO
CREATE PROCEDURE [dbo].[job_digest] @username nvarchar(32), @today date AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @sent TABLE (manager nvarchar(32), title nvarchar(30), due date);
  BEGIN TRAN;
  UPDATE dbo.tasks SET sent = 1 OUTPUT inserted.manager, inserted.title, inserted.due INTO @sent WHERE sent = 0 AND due <= @today;
  SELECT 1 AS Result, CONCAT(N'Задач: ', COUNT(*)) AS Msg FROM @sent;
  SELECT 'email' AS type, manager AS [to], CONCAT(N'Задачи (', COUNT(*), N')') AS subject, STRING_AGG(title + N' ' + CONVERT(nvarchar(5), due, 104), N', ') WITHIN GROUP (ORDER BY due, title) AS body FROM @sent GROUP BY manager ORDER BY manager;
  COMMIT;
END
GO
EXEC dbo.job_digest N'system', '2024-05-03';
EXEC dbo.job_digest N'system', '2024-05-03';
