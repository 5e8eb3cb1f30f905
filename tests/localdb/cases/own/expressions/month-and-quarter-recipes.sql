-- First and last days of the month, the quarter and the year; days in a month; the age of a debt in days
DECLARE @d date = '2024-02-15';
SELECT DATEFROMPARTS(YEAR(@d), MONTH(@d), 1) AS m1, EOMONTH(@d) AS m2, DATEADD(quarter, DATEDIFF(quarter, 0, @d), 0) AS q1, DATEADD(day, -1, DATEADD(quarter, DATEDIFF(quarter, 0, @d) + 1, 0)) AS q2, DATEFROMPARTS(YEAR(@d), 12, 31) AS y2;
SELECT DAY(EOMONTH(@d)) AS days_, DATEDIFF(day, DATEADD(year, DATEDIFF(year, 0, @d), 0), @d) + 1 AS day_of_year, DATEDIFF(day, @d, DATEADD(month, 1, @d)) AS to_next;
