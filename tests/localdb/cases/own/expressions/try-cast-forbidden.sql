-- TRY_CAST still refuses a conversion that does not exist: 529
DECLARE @n int = 5;
SELECT TRY_CAST(@n AS date) AS d;
GO
SELECT TRY_CONVERT(int, '12abc') AS i, TRY_CONVERT(int, '') AS empty_, TRY_CONVERT(datetime, '') AS empty_dt, TRY_CONVERT(decimal(5,2), '1234.5') AS too_big, TRY_CONVERT(date, '2023-02-29') AS no_day;
