-- Minutes between times, hours and minutes as text, DATEADD over midnight, sums of durations
DECLARE @from time(0) = '08:30', @to time(0) = '17:45';
SELECT DATEDIFF(minute, @from, @to) AS minutes_, CONCAT(DATEDIFF(minute, @from, @to) / 60, ':', RIGHT('0' + CAST(DATEDIFF(minute, @from, @to) % 60 AS varchar(2)), 2)) AS hhmm, DATEADD(minute, 90, CAST('23:00' AS time(0))) AS over_midnight, DATEADD(second, 3661, CAST('00:00' AS time(0))) AS from_seconds;
GO
SELECT CONVERT(varchar(8), DATEADD(second, SUM(DATEDIFF(second, '00:00:00', v.t)), 0), 108) AS total FROM (VALUES (CAST('01:20:30' AS time(0))), (CAST('00:50:00' AS time(0)))) AS v(t);
