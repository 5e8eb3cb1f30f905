-- A table variable keeps what was collected before ROLLBACK and is written to the log after it
CREATE TABLE dbo.data (id int PRIMARY KEY, v int CHECK (v >= 0));
CREATE TABLE dbo.log (id int IDENTITY PRIMARY KEY, step int, msg nvarchar(100));
GO
CREATE PROCEDURE dbo.load_rows AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @steps TABLE (step int, msg nvarchar(100));
  BEGIN TRY
    BEGIN TRAN;
    INSERT INTO dbo.data VALUES (1, 10);
    INSERT INTO @steps VALUES (1, N'первая');
    INSERT INTO dbo.log (step, msg) VALUES (0, N'пропадёт');
    INSERT INTO dbo.data VALUES (2, -1);
    COMMIT;
  END TRY
  BEGIN CATCH
    INSERT INTO @steps VALUES (ERROR_NUMBER(), N'ошибка');
    IF @@TRANCOUNT > 0 ROLLBACK;
    INSERT INTO dbo.log (step, msg) SELECT step, msg FROM @steps;
  END CATCH
END
GO
EXEC dbo.load_rows;
SELECT step, msg FROM dbo.log ORDER BY step;
SELECT COUNT(*) AS rows_ FROM dbo.data;
