-- UNION compares all rows before the first goes out, so a conversion error leaves none; UNION of texts and numbers is numeric
CREATE TABLE dbo.t (id int PRIMARY KEY, s varchar(10));
INSERT INTO dbo.t VALUES (1, '10'), (2, 'x');
GO
SELECT id AS v FROM dbo.t UNION SELECT s FROM dbo.t;
GO
SELECT id AS v FROM dbo.t UNION SELECT s FROM dbo.t WHERE id = 1 ORDER BY v DESC;
