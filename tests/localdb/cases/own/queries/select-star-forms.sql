-- SELECT * with aliases, extra columns, from a join and from a subquery; the columns of a view are fixed when it is made
CREATE TABLE dbo.a (id int, x int);
CREATE TABLE dbo.b (id int, y int);
INSERT INTO dbo.a VALUES (1, 10);
INSERT INTO dbo.b VALUES (1, 20);
GO
CREATE VIEW dbo.v AS SELECT * FROM dbo.a;
GO
ALTER TABLE dbo.a ADD z int NULL;
GO
SELECT * FROM dbo.v;
SELECT a.*, b.y FROM dbo.a AS a JOIN dbo.b AS b ON b.id = a.id;
SELECT * FROM dbo.a AS a CROSS JOIN dbo.b AS b;
SELECT * FROM (SELECT id AS k, x + 1 AS x1 FROM dbo.a) AS s;
GO
EXEC sp_refreshview 'dbo.v';
SELECT * FROM dbo.v;
