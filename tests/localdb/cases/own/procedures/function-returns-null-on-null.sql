-- Scalar functions WITH RETURNS NULL ON NULL INPUT and SCHEMABINDING; a function in a computed column keeps its table from change
CREATE FUNCTION dbo.twice (@x int) RETURNS int WITH RETURNS NULL ON NULL INPUT AS BEGIN RETURN ISNULL(@x, 100) * 2; END
GO
CREATE FUNCTION dbo.fullname (@a nvarchar(20), @b nvarchar(20)) RETURNS nvarchar(50) WITH SCHEMABINDING AS BEGIN RETURN CONCAT(@a, N' ', @b); END
GO
SELECT dbo.twice(4) AS a, dbo.twice(NULL) AS n, dbo.fullname(N'А', NULL) AS f;
