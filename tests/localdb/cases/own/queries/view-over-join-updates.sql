-- A view over a join: one table may be changed through it, both at once (4405) may not
CREATE TABLE dbo.c (id int PRIMARY KEY, name nvarchar(10));
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, total int);
INSERT INTO dbo.c VALUES (1, N'Анна');
INSERT INTO dbo.o VALUES (10, 1, 100);
GO
CREATE VIEW dbo.v AS SELECT o.id, o.total, c.name FROM dbo.o AS o JOIN dbo.c AS c ON c.id = o.client;
GO
UPDATE dbo.v SET total = 150 WHERE id = 10;
UPDATE dbo.v SET name = N'Анна К.' WHERE name LIKE N'Анна%';
SELECT id, total, name FROM dbo.v;
GO
UPDATE dbo.v SET total = 1, name = N'x';
GO
DELETE FROM dbo.v;
