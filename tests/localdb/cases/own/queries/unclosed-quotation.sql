-- A quotation mark that is not closed is error 105 and then 102; the batch does not run
CREATE TABLE dbo.t (id int);
GO
INSERT INTO dbo.t VALUES (1);
SELECT id FROM dbo.t WHERE 'a' = 'b;
GO
SELECT [id FROM dbo.t;
GO
SELECT COUNT(*) AS n FROM dbo.t;
