-- Renumbering rows by a window function in a CTE; swapping two positions
CREATE TABLE dbo.m (id int PRIMARY KEY, ord int NULL, name char(1));
INSERT INTO dbo.m VALUES (1, 50, 'a'), (2, NULL, 'b'), (3, 10, 'c');
GO
WITH n AS (SELECT ord, ROW_NUMBER() OVER (ORDER BY CASE WHEN ord IS NULL THEN 1 ELSE 0 END, ord) AS rn FROM dbo.m) UPDATE n SET ord = rn;
SELECT id, ord FROM dbo.m ORDER BY id;
UPDATE dbo.m SET ord = CASE id WHEN 1 THEN (SELECT ord FROM dbo.m WHERE id = 3) WHEN 3 THEN (SELECT ord FROM dbo.m WHERE id = 1) END WHERE id IN (1, 3);
SELECT name FROM dbo.m ORDER BY ord;
