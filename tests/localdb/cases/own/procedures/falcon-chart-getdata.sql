-- Falcon chart: labels in the first column, a series per status by a dynamic pivot, settings as the second set
CREATE TABLE dbo.ord_orders (id int PRIMARY KEY, created date, status nvarchar(20), total int);
INSERT INTO dbo.ord_orders VALUES (1, '2024-01-05', N'Новый', 10), (2, '2024-01-20', N'Оплачен', 50), (3, '2024-02-02', N'Оплачен', 70), (4, '2024-02-03', N'Оплачен', 5);
GO
CREATE PROCEDURE [dbo].[chart_sales_getData] @username nvarchar(128) AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @cols nvarchar(max) = (SELECT STRING_AGG(QUOTENAME(s.status), N', ') WITHIN GROUP (ORDER BY s.status) FROM (SELECT DISTINCT status FROM dbo.ord_orders) AS s);
  DECLARE @sql nvarchar(max) = N'SELECT label, ' + @cols + N' FROM (SELECT CONVERT(varchar(7), created, 120) AS label, status, total FROM dbo.ord_orders) AS s PIVOT (SUM(total) FOR status IN (' + @cols + N')) AS p ORDER BY label';
  EXEC (@sql);
  SELECT 'stacked' AS type, N'Продажи' AS title, N'руб.' AS unit;
END
GO
EXEC dbo.chart_sales_getData N'u';
