-- date, datetime and datetime2 beside one another: comparisons, UNION, CASE and concatenation
SELECT CASE WHEN CAST('2024-03-05' AS date) < CAST('2024-03-05T00:00:01' AS datetime2(0)) THEN 1 ELSE 0 END AS lt, CAST(SQL_VARIANT_PROPERTY(CASE WHEN 1 = 1 THEN CAST('2024-03-05' AS date) ELSE GETDATE() END, 'BaseType') AS varchar(20)) AS t, CAST(SQL_VARIANT_PROPERTY(ISNULL(CAST(NULL AS date), GETDATE()), 'BaseType') AS varchar(20)) AS t2, 'на ' + CONVERT(varchar(10), CAST('2024-03-05' AS date), 104) AS s;
GO
DECLARE @d datetime = '2024-03-05T10:00:00';
SELECT @d + '00:30' AS plus_text, @d - CAST('2024-03-04T09:00:00' AS datetime) AS diff, DATEDIFF(hour, CAST('2024-03-04T09:00:00' AS datetime), @d) AS hours_;
