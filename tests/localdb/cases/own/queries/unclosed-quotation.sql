-- A quotation mark that is not closed is error 105 and then 102; the batch does not run, and neither does dynamic SQL
CREATE TABLE dbo.t (id int);
GO
INSERT INTO dbo.t VALUES (1);
SELECT id FROM dbo.t WHERE 'a' = 'b;
GO
SELECT [id FROM dbo.t;
GO
EXEC ('INSERT INTO dbo.t VALUES (2); SELECT ''abc');
SELECT COUNT(*) AS n FROM dbo.t;
