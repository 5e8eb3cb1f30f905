-- Falcon table: crud_import of JSON rows with a result per row and a summary
CREATE TABLE dbo.cl_clients (id int IDENTITY PRIMARY KEY, name nvarchar(64) NOT NULL, phone varchar(20) NULL CONSTRAINT UQ_phone UNIQUE);
INSERT INTO dbo.cl_clients (name, phone) VALUES (N'Анна', '100');
GO
CREATE PROCEDURE [dbo].[crud_clients_import] @rows nvarchar(max), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @res TABLE (n int, ok bit, msg nvarchar(100));
  DECLARE @n int, @name nvarchar(64), @phone varchar(20);
  DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT CAST(j.[key] AS int) + 1, r.name, r.phone FROM OPENJSON(@rows) AS j CROSS APPLY OPENJSON(j.value) WITH (name nvarchar(64), phone varchar(20)) AS r ORDER BY 1;
  OPEN c;
  WHILE 1 = 1
  BEGIN
    FETCH NEXT FROM c INTO @n, @name, @phone;
    IF @@FETCH_STATUS <> 0 BREAK;
    BEGIN TRY
      INSERT INTO dbo.cl_clients (name, phone) VALUES (@name, @phone);
      INSERT INTO @res VALUES (@n, 1, CONCAT(N'№', SCOPE_IDENTITY()));
    END TRY
    BEGIN CATCH
      INSERT INTO @res VALUES (@n, 0, CASE ERROR_NUMBER() WHEN 515 THEN N'нет имени' WHEN 2627 THEN N'телефон занят' ELSE ERROR_MESSAGE() END);
    END CATCH
  END
  CLOSE c; DEALLOCATE c;
  SELECT n, ok, CASE WHEN ok = 0 THEN msg ELSE N'' END AS msg FROM @res ORDER BY n;
  SELECT CASE WHEN EXISTS (SELECT 1 FROM @res WHERE ok = 0) THEN 0 ELSE 1 END AS Result, CONCAT(N'Загружено ', SUM(CAST(ok AS int)), N' из ', COUNT(*)) AS Msg FROM @res;
END
GO
EXEC dbo.crud_clients_import N'[{"name":"Борис","phone":"200"},{"phone":"300"},{"name":"Вера","phone":"100"},{"name":"Глеб","phone":"400"}]', N'admin';
SELECT name, phone FROM dbo.cl_clients ORDER BY phone;
