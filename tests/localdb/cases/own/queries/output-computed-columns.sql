-- OUTPUT shows computed columns of a common table expression and of a view, before and after the change
CREATE TABLE dbo.t (id int PRIMARY KEY, code varchar(5), price int);
INSERT INTO dbo.t VALUES (1, 'a', 10), (2, 'a', 20), (3, 'b', 30);
GO
WITH d AS (SELECT id, code, ROW_NUMBER() OVER (PARTITION BY code ORDER BY id) AS n FROM dbo.t) DELETE FROM d OUTPUT deleted.id, deleted.n WHERE n > 1;
GO
CREATE VIEW dbo.v AS SELECT id AS k, price, price * 2 AS twice FROM dbo.t;
GO
UPDATE dbo.v SET price = 7 OUTPUT inserted.k, deleted.twice AS old_twice, inserted.twice AS new_twice WHERE k = 3;
GO
UPDATE dbo.v SET twice = 1;
