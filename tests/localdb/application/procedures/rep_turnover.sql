-- Report by month: total, growth, moving average, share of the year, best client; as rows or as one JSON.
CREATE OR ALTER PROCEDURE dbo.rep_turnover @year int, @asJson bit = 0, @json nvarchar(max) = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @from date = DATEFROMPARTS(@year, 1, 1), @to date = DATEFROMPARTS(@year, 12, 31);
  WITH sales AS (
    SELECT EOMONTH(o.created) AS monthEnd, o.clientName, SUM(o.payable) AS total
    FROM dbo.ord_v_orders AS o
    WHERE o.created >= @from AND o.created < DATEADD(DAY, 1, @to) AND o.statusCode NOT IN ('cancelled')
    GROUP BY EOMONTH(o.created), o.clientName
  ), ranked AS (
    SELECT monthEnd, clientName, total, ROW_NUMBER() OVER (PARTITION BY monthEnd ORDER BY total DESC, clientName) AS place FROM sales
  ), monthly AS (
    SELECT monthEnd, SUM(total) AS total, MAX(CASE WHEN place = 1 THEN clientName END) AS bestClient FROM ranked GROUP BY monthEnd
  )
  SELECT DATENAME(MONTH, m.monthEnd) AS [month], COALESCE(s.total, 0) AS total, s.bestClient,
    ISNULL(s.total, 0) - LAG(ISNULL(s.total, 0), 1, 0) OVER (ORDER BY m.monthEnd) AS growth,
    CAST(AVG(ISNULL(s.total, 0)) OVER (ORDER BY m.monthEnd ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS decimal(18, 2)) AS average3,
    CONVERT(decimal(5, 1), 100 * ISNULL(s.total, 0) / NULLIF(SUM(s.total) OVER (), 0)) AS share
  INTO #report
  FROM dbo.as_months(@from, @to) AS m
  LEFT JOIN monthly AS s ON s.monthEnd = m.monthEnd;
  IF @asJson = 1
    SET @json = (SELECT @year AS [year], (SELECT [month], total, bestClient AS [best.client] FROM #report WHERE total > 0 FOR JSON PATH) AS months FOR JSON PATH, WITHOUT_ARRAY_WRAPPER, INCLUDE_NULL_VALUES);
  ELSE
    SELECT [month], total, bestClient, growth, average3, share FROM #report ORDER BY MONTH(CAST(N'1 ' + [month] + N' 2000' AS datetime));
END;
GO
