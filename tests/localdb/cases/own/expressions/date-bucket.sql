-- DATE_BUCKET groups dates to weeks, months and hours from the origin 1900-01-01 (SQL Server 2022)
DECLARE @d datetime2(0) = '2024-05-17T14:37:49';
SELECT DATE_BUCKET(week, 1, @d) AS w, DATE_BUCKET(month, 1, @d) AS m, DATE_BUCKET(month, 3, @d) AS q, DATE_BUCKET(hour, 6, @d) AS h6, DATE_BUCKET(day, 1, @d) AS d, DATE_BUCKET(minute, 15, @d) AS mi15;
