-- DATEDIFF with weeks, quarters and hours in reports; ages in years and months; signs
SELECT DATEDIFF(week, '2024-01-01', '2024-01-31') AS w, DATEDIFF(quarter, '2023-11-15', '2024-05-15') AS q, DATEDIFF(hour, '2024-03-05T10:30:00', '2024-03-06T09:15:00') AS h, DATEDIFF(month, '2024-05-31', '2024-03-01') AS m, DATEDIFF(dayofyear, '2024-01-01', '2024-03-01') AS dy, DATEDIFF(yyyy, '2020-06-01', '2024-01-01') AS y, DATEDIFF(ss, '2024-03-05T10:00:00', '2024-03-05T10:01:30') AS s;
GO
DECLARE @from date = '2023-01-31', @to date = '2024-03-15';
SELECT DATEDIFF(month, @from, @to) - CASE WHEN DAY(@to) < DAY(@from) THEN 1 ELSE 0 END AS full_months, DATEDIFF(day, @from, @to) / 7 AS full_weeks;
