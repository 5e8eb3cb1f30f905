-- Chart: sales by month, a series for each point, by a pivot whose columns are the points.
CREATE OR ALTER PROCEDURE dbo.chart_sales_getData @parameters dbo.ExtendedDictionaryParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @columns nvarchar(max), @selected nvarchar(max), @sql nvarchar(max), @from date, @to date;
  SELECT @from = [Value] FROM @parameters WHERE [Key] = 'from';
  SELECT @to = [Value] FROM @parameters WHERE [Key] = 'to';
  SELECT @columns = STRING_AGG(CONVERT(nvarchar(max), QUOTENAME(code)), N', ') WITHIN GROUP (ORDER BY ord, code),
    @selected = STRING_AGG(CONVERT(nvarchar(max), N'ISNULL(' + QUOTENAME(code) + N', 0) AS ' + QUOTENAME(code)), N', ') WITHIN GROUP (ORDER BY ord, code)
  FROM dbo.ref_points WHERE isActive = 1;
  SET @sql = CONCAT(N'SELECT label, ', @selected, N'
    FROM (
      SELECT m.label, p.code, o.payable
      FROM dbo.as_months(@from, @to) AS m
      LEFT JOIN dbo.ord_orders AS o ON o.created >= m.monthStart AND o.created < DATEADD(DAY, 1, m.monthEnd) AND o.isDeleted = 0
      LEFT JOIN dbo.ref_points AS p ON p.id = o.pointID
    ) AS source
    PIVOT (SUM(payable) FOR code IN (', @columns, N')) AS pvt
    ORDER BY label;');
  EXECUTE sp_executesql @stmt = @sql, @params = N'@from date, @to date', @from = @from, @to = @to;
  SELECT N'stacked' AS type, N'Продажи' AS title, N'₽' AS unit;
END;
GO
