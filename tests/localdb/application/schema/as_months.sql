-- The months between two dates.
CREATE OR ALTER FUNCTION dbo.as_months(@from date, @to date) RETURNS TABLE
AS
RETURN (
  WITH months AS (
    SELECT DATEFROMPARTS(YEAR(@from), MONTH(@from), 1) AS monthStart
    UNION ALL
    SELECT DATEADD(MONTH, 1, monthStart) FROM months WHERE DATEADD(MONTH, 1, monthStart) <= @to
  )
  SELECT monthStart, DATEADD(DAY, -1, DATEADD(MONTH, 1, monthStart)) AS monthEnd, FORMAT(monthStart, 'yyyy-MM', 'en-US') AS label
  FROM months
);
GO
