-- Table-valued parameters of scalar, inline and multi-statement functions, also passed on from a procedure
CREATE TYPE dbo.ids AS TABLE (id int NOT NULL);
GO
CREATE FUNCTION dbo.sum_of (@i dbo.ids READONLY) RETURNS int AS BEGIN RETURN (SELECT SUM(id) FROM @i); END
GO
CREATE FUNCTION dbo.doubled (@i dbo.ids READONLY, @plus int) RETURNS TABLE AS RETURN SELECT id * 2 + @plus AS d FROM @i;
GO
CREATE FUNCTION dbo.tripled (@i dbo.ids READONLY) RETURNS @r TABLE (d int) AS
BEGIN
  INSERT INTO @r SELECT id * 3 FROM @i;
  RETURN;
END
GO
CREATE PROCEDURE dbo.all_of @list dbo.ids READONLY AS
BEGIN
  SELECT dbo.sum_of(@list) AS s;
  SELECT d FROM dbo.doubled(@list, 1) ORDER BY d;
  SELECT d FROM dbo.tripled(@list) ORDER BY d;
END
GO
DECLARE @v dbo.ids;
INSERT INTO @v VALUES (1), (2);
EXEC dbo.all_of @v;
SELECT x.d FROM (SELECT 1 AS k) AS o CROSS APPLY dbo.doubled(@v, o.k) AS x ORDER BY x.d;
