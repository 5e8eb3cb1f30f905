-- Where a quotient is stored decides its digits: int, decimal and float targets
DECLARE @i int = 10, @j int = 4, @d decimal(9,3), @f float, @k int;
SET @d = @i / @j; SET @f = @i / @j; SET @k = 7.9 / 2;
SELECT @d AS d, @f AS f, @k AS k, @i / CAST(@j AS decimal(9,2)) AS exact, 1.0 * @i / @j AS by_one, CAST(@i AS float) / @j AS fl;
