-- Compound assignment on variables of several types, in UPDATE and with expressions on the right
DECLARE @d date = '2024-03-05', @s varchar(10) = 'x', @m money = 10, @f float = 2;
SET @s += CAST(5 AS varchar(2)); SET @m -= 2.5; SET @f *= @f; SET @m /= 2;
SELECT @s AS s, @m AS m, @f AS f;
DECLARE @i int = 5;
SET @i -= 2 + 1; SET @i *= 3 - 1; SET @i %= 3; SET @i |= 6;
SELECT @i AS i;
