-- sp_executesql with outputs of several types, a table type, and an error inside that is caught outside
CREATE TYPE dbo.Ids AS TABLE (id int PRIMARY KEY);
GO
DECLARE @ids dbo.Ids, @n int, @d date, @s nvarchar(50);
INSERT INTO @ids VALUES (1), (5), (9);
EXEC sp_executesql N'SELECT @n = COUNT(*), @d = DATEADD(day, MAX(id), ''20240101''), @s = STRING_AGG(CAST(id AS nvarchar(5)), N''+'') WITHIN GROUP (ORDER BY id) FROM @ids', N'@ids dbo.Ids READONLY, @n int OUTPUT, @d date OUTPUT, @s nvarchar(50) OUTPUT', @ids = @ids, @n = @n OUTPUT, @d = @d OUTPUT, @s = @s OUTPUT;
SELECT @n AS n, @d AS d, @s AS s;
BEGIN TRY EXEC sp_executesql N'SET @x = @x / @y', N'@x int, @y int', 1, 0; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
BEGIN TRY EXEC sp_executesql N'SELECT @missing AS x'; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
