-- First and last day of the week, the next Friday, the Nth weekday, independent of DATEFIRST
DECLARE @d date = '2024-05-16';
SELECT DATEADD(day, -((DATEPART(weekday, @d) + @@DATEFIRST - 2) % 7), @d) AS monday_, DATEADD(day, 6 - ((DATEPART(weekday, @d) + @@DATEFIRST - 2) % 7), @d) AS sunday_,
  DATEADD(day, (4 - DATEDIFF(day, 0, @d) % 7 + 7) % 7, @d) AS friday_, DATENAME(weekday, @d) AS name_;
GO
SET DATEFIRST 1;
DECLARE @d date = '2024-05-19';
SELECT DATEADD(day, -((DATEPART(weekday, @d) + @@DATEFIRST - 2) % 7), @d) AS monday_, DATEPART(weekday, @d) AS wd;
