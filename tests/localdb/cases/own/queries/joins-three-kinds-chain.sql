-- A chain of INNER, LEFT and RIGHT joins with nested parentheses; a LEFT JOIN turned inner by a later ON
CREATE TABLE dbo.a (id int);
CREATE TABLE dbo.b (id int, a int);
CREATE TABLE dbo.c (id int, b int);
INSERT INTO dbo.a VALUES (1), (2), (3);
INSERT INTO dbo.b VALUES (10, 1), (20, 2);
INSERT INTO dbo.c VALUES (100, 10), (200, 99);
GO
SELECT a.id AS a, b.id AS b, c.id AS c FROM dbo.a AS a LEFT JOIN dbo.b AS b ON b.a = a.id LEFT JOIN dbo.c AS c ON c.b = b.id ORDER BY a.id;
SELECT a.id AS a, b.id AS b FROM dbo.a AS a LEFT JOIN dbo.b AS b INNER JOIN dbo.c AS c ON c.b = b.id ON b.a = a.id ORDER BY a.id;
SELECT c.id AS c, b.id AS b, a.id AS a FROM dbo.a AS a INNER JOIN dbo.b AS b ON b.a = a.id RIGHT JOIN dbo.c AS c ON c.b = b.id ORDER BY c.id;
SELECT COUNT(*) AS n FROM dbo.a AS a LEFT JOIN dbo.b AS b ON b.a = a.id INNER JOIN dbo.c AS c ON c.b = b.id;
