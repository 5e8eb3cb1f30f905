-- A search procedure that builds only the conditions it needs, with parameters and LIKE escaping
CREATE TABLE dbo.c (id int PRIMARY KEY, name nvarchar(30), city nvarchar(20), born date);
INSERT INTO dbo.c VALUES (1, N'Анна 100%', N'Омск', '1990-01-01'), (2, N'Антон', N'Томск', '1985-05-05'), (3, N'Борис', N'Омск', NULL);
GO
CREATE PROCEDURE dbo.search @name nvarchar(30) = NULL, @city nvarchar(20) = NULL, @bornAfter date = NULL, @debug bit = 0 AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @sql nvarchar(max) = N'SELECT id FROM dbo.c WHERE 1 = 1';
  IF @name IS NOT NULL
  BEGIN
    SET @sql += N' AND name LIKE @name';
    SET @name = N'%' + REPLACE(REPLACE(REPLACE(@name, N'[', N'[[]'), N'%', N'[%]'), N'_', N'[_]') + N'%';
  END
  IF @city IS NOT NULL SET @sql += N' AND city = @city';
  IF @bornAfter IS NOT NULL SET @sql += N' AND born > @bornAfter';
  SET @sql += N' ORDER BY id';
  IF @debug = 1 PRINT @sql;
  EXEC sp_executesql @sql, N'@name nvarchar(30), @city nvarchar(20), @bornAfter date', @name, @city, @bornAfter;
END
GO
EXEC dbo.search @name = N'0%';
EXEC dbo.search @city = N'омск', @debug = 1;
EXEC dbo.search @name = N'ан', @bornAfter = '1986-01-01';
