-- Recursive scalar functions: sums over a tree; nesting deeper than 32 ends with 217
CREATE TABLE dbo.tree (id int PRIMARY KEY, parent int NULL, v int);
INSERT INTO dbo.tree VALUES (1, NULL, 1), (2, 1, 10), (3, 1, 20), (4, 3, 100);
GO
CREATE FUNCTION dbo.total (@id int) RETURNS int AS
BEGIN
  DECLARE @s int = (SELECT v FROM dbo.tree WHERE id = @id);
  SELECT @s += dbo.total(id) FROM dbo.tree WHERE parent = @id;
  RETURN @s;
END
GO
CREATE FUNCTION dbo.down (@n int) RETURNS int AS BEGIN IF @n = 0 RETURN 0; RETURN 1 + dbo.down(@n - 1); END
GO
SELECT dbo.total(1) AS all_, dbo.total(3) AS part, dbo.down(20) AS d;
DECLARE @x int;
BEGIN TRY SET @x = dbo.down(40); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
