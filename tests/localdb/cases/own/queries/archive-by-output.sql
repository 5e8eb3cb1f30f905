-- Rows moved to an archive by DELETE ... OUTPUT INTO, in portions with TOP
CREATE TABLE dbo.log (id int PRIMARY KEY, d date);
CREATE TABLE dbo.archive (id int PRIMARY KEY, d date, moved bit NOT NULL DEFAULT 1);
INSERT INTO dbo.log VALUES (1, '2023-01-01'), (2, '2023-02-01'), (3, '2023-03-01'), (4, '2024-01-01');
GO
DECLARE @n int = 1, @total int = 0;
WHILE @n > 0
BEGIN
  DELETE TOP (2) FROM dbo.log OUTPUT deleted.id, deleted.d INTO dbo.archive (id, d) WHERE d < '2024-01-01';
  SET @n = @@ROWCOUNT;
  SET @total += @n;
END
SELECT @total AS moved, (SELECT COUNT(*) FROM dbo.log) AS left_, (SELECT COUNT(*) FROM dbo.archive WHERE moved = 1) AS archived;
