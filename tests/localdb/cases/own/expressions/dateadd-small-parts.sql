-- DATEADD and DATEDIFF with milliseconds, microseconds and nanoseconds of datetime2
DECLARE @d datetime2(7) = '2024-01-01';
SELECT CAST(DATEADD(millisecond, 1, @d) AS varchar(30)) AS ms, CAST(DATEADD(microsecond, 1, @d) AS varchar(30)) AS mcs, CAST(DATEADD(nanosecond, 100, @d) AS varchar(30)) AS ns, DATEDIFF(microsecond, @d, DATEADD(millisecond, 3, @d)) AS diff, DATEDIFF(nanosecond, @d, DATEADD(nanosecond, 500, @d)) AS diff_ns;
