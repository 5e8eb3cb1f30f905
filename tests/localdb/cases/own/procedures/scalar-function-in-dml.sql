-- Scalar functions in WHERE, ORDER BY, SET, DEFAULT and GROUP BY of statements over tables
CREATE TABLE dbo.t (id int PRIMARY KEY, d date, code varchar(10) NULL);
INSERT INTO dbo.t (id, d) VALUES (1, '2024-01-15'), (2, '2024-04-01'), (3, '2024-05-30');
GO
CREATE FUNCTION dbo.quarter_ (@d date) RETURNS varchar(7) AS BEGIN RETURN CONCAT(YEAR(@d), 'Q', DATEPART(quarter, @d)); END
GO
UPDATE dbo.t SET code = dbo.quarter_(d);
SELECT dbo.quarter_(d) AS q, COUNT(*) AS n FROM dbo.t GROUP BY dbo.quarter_(d) ORDER BY dbo.quarter_(MIN(d));
DELETE FROM dbo.t WHERE dbo.quarter_(d) = '2024Q1';
SELECT id, code FROM dbo.t ORDER BY dbo.quarter_(d) DESC, id;
