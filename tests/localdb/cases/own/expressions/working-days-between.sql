-- The number of Monday-to-Friday days between two dates with DATEDIFF in weeks
DECLARE @t TABLE (id int, a date, b date);
INSERT INTO @t VALUES (1, '2024-03-04', '2024-03-08'), (2, '2024-03-01', '2024-03-11'), (3, '2024-03-09', '2024-03-10'), (4, '2024-03-02', '2024-03-04');
SELECT id, DATEDIFF(day, a, b) + 1 - DATEDIFF(week, a, b) * 2 - CASE WHEN DATENAME(weekday, a) = 'Sunday' THEN 1 ELSE 0 END - CASE WHEN DATENAME(weekday, b) = 'Saturday' THEN 1 ELSE 0 END AS working FROM @t ORDER BY id;
