-- CASE without ELSE, nested CASE, CASE in GROUP BY, in an aggregate and in UPDATE
CREATE TABLE dbo.o (id int PRIMARY KEY, total int, kind varchar(10) NULL);
INSERT INTO dbo.o (id, total) VALUES (1, 50), (2, 150), (3, 1500), (4, NULL);
UPDATE dbo.o SET kind = CASE WHEN total IS NULL THEN NULL WHEN total < 100 THEN 'small' WHEN total < 1000 THEN 'middle' ELSE 'large' END;
SELECT id, kind, CASE kind WHEN 'small' THEN 1 WHEN 'middle' THEN 2 END AS code, CASE WHEN kind IS NULL THEN 'none' ELSE CASE kind WHEN 'large' THEN 'L' ELSE 'other' END END AS nested FROM dbo.o ORDER BY id;
SELECT CASE WHEN total >= 100 THEN 'big' ELSE 'rest' END AS g, COUNT(*) AS c FROM dbo.o GROUP BY CASE WHEN total >= 100 THEN 'big' ELSE 'rest' END ORDER BY g;
GO
SELECT CASE WHEN 1 = 1 THEN NULL ELSE NULL END AS x;
