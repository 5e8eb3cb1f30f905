-- Views over views with aggregates, joined to tables, filtered; ORDER BY with TOP in a view; rename of columns
CREATE TABLE dbo.o (id int PRIMARY KEY, client nvarchar(10), total int, st varchar(5));
INSERT INTO dbo.o VALUES (1, N'А', 10, 'done'), (2, N'А', 20, 'new'), (3, N'Б', 5, 'done');
GO
CREATE VIEW dbo.v_done AS SELECT id, client, total FROM dbo.o WHERE st = 'done';
GO
CREATE VIEW dbo.v_sum (name, amount, orders) AS SELECT client, SUM(total), COUNT(*) FROM dbo.v_done GROUP BY client;
GO
CREATE VIEW dbo.v_top AS SELECT TOP (1) name, amount FROM dbo.v_sum ORDER BY amount DESC;
GO
SELECT name, amount, orders FROM dbo.v_sum ORDER BY name;
SELECT o.id, v.amount FROM dbo.o AS o JOIN dbo.v_sum AS v ON v.name = o.client WHERE v.amount > 5 ORDER BY o.id;
SELECT name FROM dbo.v_top;
SELECT name FROM sys.views ORDER BY name;
