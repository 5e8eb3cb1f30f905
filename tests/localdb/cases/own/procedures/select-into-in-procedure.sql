-- SELECT INTO a temp table inside a procedure called twice, with an index, joined and aggregated
CREATE TABLE dbo.o (id int PRIMARY KEY, client int, total int);
INSERT INTO dbo.o VALUES (1, 1, 10), (2, 1, 20), (3, 2, 5);
GO
CREATE PROCEDURE dbo.top_clients @min int AS
BEGIN
  SET NOCOUNT ON;
  SELECT client, SUM(total) AS total, COUNT(*) AS n INTO #sums FROM dbo.o GROUP BY client;
  CREATE UNIQUE CLUSTERED INDEX CX ON #sums (client);
  DELETE FROM #sums WHERE total < @min;
  SELECT s.client, s.total, o.id AS best FROM #sums AS s CROSS APPLY (SELECT TOP (1) id FROM dbo.o WHERE client = s.client ORDER BY total DESC) AS o ORDER BY s.client;
  RETURN (SELECT COUNT(*) FROM #sums);
END
GO
DECLARE @n int;
EXEC @n = dbo.top_clients 10;
EXEC dbo.top_clients @min = 0;
SELECT @n AS n;
