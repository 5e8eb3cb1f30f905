-- Deeply nested calls: proper case of every word, initials, reversed dates
DECLARE @n nvarchar(60) = N'  пЕТРОВ   иВАН  ';
SELECT STRING_AGG(UPPER(LEFT(value, 1)) + LOWER(SUBSTRING(value, 2, 60)), N' ') WITHIN GROUP (ORDER BY ordinal) AS proper FROM STRING_SPLIT(REPLACE(REPLACE(REPLACE(TRIM(@n), N' ', N'<>'), N'><', N''), N'<>', N' '), N' ', 1);
GO
SELECT CONCAT(RIGHT(v.d, 4), '-', SUBSTRING(v.d, 4, 2), '-', LEFT(v.d, 2)) AS iso, ISDATE(CONCAT(RIGHT(v.d, 4), SUBSTRING(v.d, 4, 2), LEFT(v.d, 2))) AS ok FROM (VALUES ('05.03.2024'), ('31.02.2024')) AS v(d) ORDER BY v.d;
