-- A report procedure: rows, a footer by GROUPING SETS, periods by a parameter, an unknown period refused
CREATE TABLE dbo.ord_orders (id int PRIMARY KEY, created datetime, point nvarchar(10), manager nvarchar(10), total decimal(12,2));
INSERT INTO dbo.ord_orders VALUES (1, '2024-05-01T10:00:00', N'Юг', N'olga', 100), (2, '2024-05-02T11:00:00', N'Юг', N'petr', 200.5), (3, '2024-05-02T12:00:00', N'Север', N'olga', 50), (4, '2024-04-30T23:59:59', N'Юг', N'olga', 999);
GO
CREATE PROCEDURE dbo.report_sales @period varchar(10), @today date AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @from date = CASE @period WHEN 'day' THEN @today WHEN 'month' THEN DATEFROMPARTS(YEAR(@today), MONTH(@today), 1) WHEN 'all' THEN '19000101' END;
  IF @from IS NULL BEGIN RAISERROR(N'Неизвестный период %s', 16, 1, @period); RETURN; END
  SELECT point, manager, COUNT(*) AS cnt, SUM(total) AS total, GROUPING_ID(point, manager) AS lvl FROM dbo.ord_orders WHERE created >= @from AND created < DATEADD(day, 1, CAST(@today AS datetime)) GROUP BY GROUPING SETS ((point, manager), (point), ()) ORDER BY GROUPING(point), point, lvl, manager;
END
GO
EXEC dbo.report_sales 'month', '2024-05-02';
EXEC dbo.report_sales 'day', '2024-05-02';
EXEC dbo.report_sales 'decade', '2024-05-02';
