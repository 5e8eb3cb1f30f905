-- Joins on expressions, inequalities, OR conditions and ranges
CREATE TABLE dbo.bands (name varchar(5), lo int, hi int NULL);
INSERT INTO dbo.bands VALUES ('low', 0, 99), ('mid', 100, 499), ('high', 500, NULL);
CREATE TABLE dbo.o (id int PRIMARY KEY, total int, code varchar(10));
INSERT INTO dbo.o VALUES (1, 50, 'A-1'), (2, 100, 'b-2'), (3, 5000, 'A-9'), (4, -1, 'c');
GO
SELECT o.id, b.name FROM dbo.o AS o LEFT JOIN dbo.bands AS b ON o.total >= b.lo AND (o.total <= b.hi OR b.hi IS NULL) ORDER BY o.id;
GO
SELECT a.id AS a, b.id AS b FROM dbo.o AS a JOIN dbo.o AS b ON LEFT(a.code, 1) = LEFT(b.code, 1) AND a.id < b.id;
