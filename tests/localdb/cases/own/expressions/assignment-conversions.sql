-- What an assignment to a variable does: text cut, numbers rounded or truncated, dates to text and back
DECLARE @v varchar(5) = 'abcdefgh', @i int = 7.9, @d decimal(5,1) = 2.25, @t tinyint = '12', @b bit = 2, @s varchar(30) = CAST('2024-03-05' AS date), @dt date = '2024-03-05T10:00:00', @n nvarchar(10) = 15, @m money = '12.34567';
SELECT @v AS v, @i AS i, @d AS d, @t AS t, @b AS b, @s AS s, @dt AS dt, @n AS n, @m AS m;
