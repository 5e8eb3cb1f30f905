-- Parts that a type does not have: 9810; an unknown part: 155
SELECT DATEPART(hour, CAST('2024-03-05' AS date)) AS h;
GO
SELECT DATEADD(minute, 1, CAST('2024-03-05' AS date)) AS h;
GO
SELECT DATEPART(fortnight, '2024-03-05') AS f;
