-- WITH RESULT SETS: more sets than declared (11535) and another number of columns (11537) end the call
CREATE PROCEDURE dbo.two AS
BEGIN
  SELECT 1 AS a, N'x' AS b;
  SELECT 2 AS c;
  PRINT 'not printed when refused';
END
GO
EXEC dbo.two WITH RESULT SETS ((id int, name nvarchar(10)), (total bigint));
GO
EXEC dbo.two WITH RESULT SETS ((id int, name nvarchar(10)));
GO
EXEC dbo.two WITH RESULT SETS ((id int), (total int));
