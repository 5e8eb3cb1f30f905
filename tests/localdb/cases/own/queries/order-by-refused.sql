-- ORDER BY: a column twice (169), a variable (1008), a constant (408), an expression over UNION (104), indices and constants in OVER
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
INSERT INTO dbo.t VALUES (1, 20), (2, 10);
GO
SELECT id, v FROM dbo.t ORDER BY v, id, v;
GO
SELECT id AS k FROM dbo.t ORDER BY k, 1;
GO
DECLARE @column int = 1;
SELECT id FROM dbo.t ORDER BY @column;
GO
SELECT id FROM dbo.t ORDER BY 'id';
GO
SELECT id FROM dbo.t ORDER BY NULL;
GO
SELECT id AS k FROM dbo.t UNION ALL SELECT v FROM dbo.t ORDER BY k + 1;
GO
SELECT id, ROW_NUMBER() OVER (ORDER BY 1) AS n FROM dbo.t;
GO
SELECT id, ROW_NUMBER() OVER (ORDER BY 'x') AS n FROM dbo.t;
GO
DECLARE @by varchar(10) = 'v';
SELECT id FROM dbo.t ORDER BY CASE WHEN @by = 'v' THEN v ELSE id END;
