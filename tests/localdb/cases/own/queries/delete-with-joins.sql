-- DELETE by join, by EXISTS, by CTE with ROW_NUMBER, all rows but the newest two
CREATE TABLE dbo.l (id int PRIMARY KEY, who varchar(5), d date);
INSERT INTO dbo.l VALUES (1, 'a', '2024-01-01'), (2, 'a', '2024-01-02'), (3, 'a', '2024-01-03'), (4, 'b', '2024-01-01'), (5, 'x', '2024-01-01');
CREATE TABLE dbo.gone (who varchar(5));
INSERT INTO dbo.gone VALUES ('x'), ('none');
DELETE l FROM dbo.l AS l JOIN dbo.gone AS g ON g.who = l.who;
SELECT @@ROWCOUNT AS rc;
WITH n AS (SELECT id, ROW_NUMBER() OVER (PARTITION BY who ORDER BY d DESC) AS rn FROM dbo.l) DELETE FROM n WHERE rn > 2;
SELECT id FROM dbo.l ORDER BY id;
