-- VALUES rows with subqueries and functions, INSERT TOP, INSERT from a CTE with ORDER BY and identity
CREATE TABLE dbo.t (id int IDENTITY PRIMARY KEY, v int, s nvarchar(20));
INSERT INTO dbo.t (v, s) VALUES ((SELECT MAX(x) FROM (VALUES (3), (8)) AS q(x)), UPPER(N'я')), (1 + 1, N'б');
INSERT TOP (2) INTO dbo.t (v, s) SELECT x, N'top' FROM (VALUES (1), (2), (3)) AS q(x) ORDER BY x DESC;
SELECT COUNT(*) AS n FROM dbo.t;
SELECT v, s FROM dbo.t WHERE id <= 2 ORDER BY id;
GO
INSERT INTO dbo.t (v, s) SELECT x, N'sorted' FROM (VALUES (30), (10), (20)) AS q(x) ORDER BY x;
SELECT v FROM dbo.t WHERE s = N'sorted' ORDER BY id;
