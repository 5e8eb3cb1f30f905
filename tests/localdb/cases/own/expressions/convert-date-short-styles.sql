-- Two-digit-year styles and date-only types in CONVERT
DECLARE @d date = '2024-03-05';
SELECT CONVERT(varchar(10), @d, 1) AS s1, CONVERT(varchar(10), @d, 2) AS s2, CONVERT(varchar(10), @d, 3) AS s3, CONVERT(varchar(10), @d, 4) AS s4, CONVERT(varchar(10), @d, 5) AS s5, CONVERT(varchar(10), @d, 6) AS s6, CONVERT(varchar(10), @d, 7) AS s7, CONVERT(varchar(10), @d, 10) AS s10, CONVERT(varchar(10), @d, 11) AS s11, CONVERT(varchar(10), @d, 23) AS s23;
GO
SELECT CONVERT(varchar(30), CAST('2024-03-05T14:07:09.1234567' AS datetime2), 126) AS s126, CONVERT(varchar(30), CAST('2024-03-05T14:07:09' AS datetime2(0)), 120) AS s120, CONVERT(varchar(5), CAST('14:07:09' AS time(0)), 108) AS hhmm;
