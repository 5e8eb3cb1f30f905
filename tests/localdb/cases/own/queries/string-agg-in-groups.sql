-- STRING_AGG of distinct values, with conditions, in a window-free report, ordered inside the group
CREATE TABLE dbo.t (g int, v varchar(5) NULL);
INSERT INTO dbo.t VALUES (1, 'b'), (1, 'a'), (1, 'b'), (2, NULL), (2, 'z'), (3, NULL);
GO
SELECT g, STRING_AGG(v, '|') WITHIN GROUP (ORDER BY v) AS vs FROM (SELECT DISTINCT g, v FROM dbo.t) AS d GROUP BY g ORDER BY g;
SELECT STRING_AGG(CASE WHEN v > 'a' THEN v END, ',') WITHIN GROUP (ORDER BY v DESC) AS big FROM dbo.t;
