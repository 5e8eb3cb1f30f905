-- Multi-statement and inline functions joined, filtered, nested and passed columns by APPLY
CREATE TABLE dbo.o (id int PRIMARY KEY, tags varchar(30));
INSERT INTO dbo.o VALUES (1, 'a;b'), (2, ''), (3, 'c');
GO
CREATE FUNCTION dbo.parts (@s varchar(30)) RETURNS @r TABLE (n int PRIMARY KEY, p varchar(10)) AS
BEGIN
  INSERT INTO @r SELECT ordinal, value FROM STRING_SPLIT(@s, ';', 1) WHERE value <> '';
  RETURN;
END
GO
CREATE FUNCTION dbo.upper_parts (@s varchar(30)) RETURNS TABLE AS RETURN SELECT n, UPPER(p) AS p FROM dbo.parts(@s);
GO
SELECT o.id, f.n, f.p FROM dbo.o AS o OUTER APPLY dbo.upper_parts(o.tags) AS f ORDER BY o.id, f.n;
SELECT x.p FROM dbo.parts('x;y;z') AS x LEFT JOIN dbo.parts('y') AS y ON y.p = x.p WHERE y.p IS NULL ORDER BY x.n;
