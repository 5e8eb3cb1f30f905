-- Clients who bought every product of a list, and those who bought only from it
CREATE TABLE dbo.s (client int, product char(1));
INSERT INTO dbo.s VALUES (1, 'a'), (1, 'b'), (1, 'c'), (2, 'a'), (3, 'a'), (3, 'b'), (3, 'b');
CREATE TABLE dbo.need (product char(1) PRIMARY KEY);
INSERT INTO dbo.need VALUES ('a'), ('b');
GO
SELECT client FROM dbo.s WHERE product IN (SELECT product FROM dbo.need) GROUP BY client HAVING COUNT(DISTINCT product) = (SELECT COUNT(*) FROM dbo.need) ORDER BY client;
GO
SELECT DISTINCT s.client FROM dbo.s AS s WHERE NOT EXISTS (SELECT 1 FROM dbo.need AS n WHERE NOT EXISTS (SELECT 1 FROM dbo.s AS x WHERE x.client = s.client AND x.product = n.product)) AND NOT EXISTS (SELECT 1 FROM dbo.s AS y WHERE y.client = s.client AND y.product NOT IN (SELECT product FROM dbo.need));
