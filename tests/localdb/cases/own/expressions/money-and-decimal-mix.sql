-- money with int, decimal and float: the type and the digits of the result
DECLARE @m money = 10.0055, @d decimal(9,3) = 2.5, @f float = 0.5;
SELECT CAST(SQL_VARIANT_PROPERTY(@m + 1, 'BaseType') AS varchar(20)) AS m_int, CAST(SQL_VARIANT_PROPERTY(@m * @f, 'BaseType') AS varchar(20)) AS m_float, @m * 2 AS twice, CAST(@m * @d AS varchar(20)) AS by_dec, @m * @f AS half;
GO
SELECT CAST(10.00555 AS money) AS up, CAST(CAST(1.5 AS money) AS int) AS i, ROUND(CAST(1.2355 AS money), 3) AS r, CAST(123.4567 AS smallmoney) AS sm;
