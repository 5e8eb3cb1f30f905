-- A list procedure with a whitelisted column in dynamic ORDER BY, parameters bound by sp_executesql
CREATE TABLE dbo.o (id int PRIMARY KEY, client nvarchar(20), total decimal(10,2));
INSERT INTO dbo.o VALUES (1, N'Яна', 10), (2, N'Ада', 30), (3, N'Ада', 20);
GO
CREATE PROCEDURE dbo.o_list @sort sysname = N'id', @dir varchar(4) = 'asc', @client nvarchar(20) = NULL, @page int = 1, @size int = 10 AS
BEGIN
  SET NOCOUNT ON;
  IF @sort NOT IN (N'id', N'client', N'total') SET @sort = N'id';
  DECLARE @sql nvarchar(max) = N'SELECT id, client, total FROM dbo.o WHERE (@client IS NULL OR client = @client) ORDER BY ' + QUOTENAME(@sort) + CASE WHEN @dir = 'desc' THEN N' DESC' ELSE N'' END + CASE WHEN @sort = N'id' THEN N'' ELSE N', id' END + N' OFFSET (@page - 1) * @size ROWS FETCH NEXT @size ROWS ONLY; SELECT @total = COUNT(*) FROM dbo.o WHERE @client IS NULL OR client = @client;';
  DECLARE @total int;
  EXEC sp_executesql @sql, N'@client nvarchar(20), @page int, @size int, @total int OUTPUT', @client, @page, @size, @total OUTPUT;
  SELECT @total AS total;
END
GO
EXEC dbo.o_list N'total', 'desc', @size = 2;
GO
EXEC dbo.o_list @sort = N'client', @client = N'ада';
GO
EXEC dbo.o_list @sort = N'id; DROP TABLE dbo.o', @page = 2, @size = 2;
