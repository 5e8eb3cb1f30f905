-- Literals that are dates whatever the settings: compact, ISO with T, names of months; times alone are of 1900
SELECT CAST('20240305 14:07' AS datetime) AS a, CAST('2024-03-05T14:07:09' AS datetime) AS b, CAST('5 March 2024' AS datetime) AS c, CAST('Mar 5 2024 2:07PM' AS datetime) AS d, CAST('14:07' AS datetime) AS e, CAST('20240305' AS smalldatetime) AS f, CAST('2024-03-05T14:07:09.1234567' AS datetime2) AS g;
GO
SELECT CAST('2024-03-05 14:07:09.123' AS datetime2(0)) AS a, CAST('14:07:09.567' AS time(0)) AS b, CAST('2:07 PM' AS time(0)) AS c, CAST('2024-03-05T23:00:00+03:00' AS datetimeoffset(0)) AS d, CAST('2024-03-05 10:00' AS date) AS e;
