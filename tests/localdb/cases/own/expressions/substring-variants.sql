-- SUBSTRING over nvarchar, from the end, by pattern; LEFT and RIGHT of numbers and dates
DECLARE @s nvarchar(40) = N'Счёт №А-15 от 05.03.2024';
SELECT SUBSTRING(@s, PATINDEX(N'%[0-9][0-9].[0-9][0-9].[0-9][0-9][0-9][0-9]%', @s), 10) AS d, SUBSTRING(@s, LEN(@s) - 3, 4) AS y, LEFT(12345, 2) + 0 AS num, RIGHT(CONVERT(varchar(8), CAST('2024-03-05' AS date), 112), 4) AS mmdd, SUBSTRING(N'абв', 2, 100) AS rest, LEFT(N'', 3) AS e;
