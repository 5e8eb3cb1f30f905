-- LIKE: ranges with negation, an empty pattern, underscores with trailing blanks, escapes of the escape, case
SELECT CASE WHEN 'a5' LIKE '[^0-9][0-9]' THEN 1 ELSE 0 END AS a, CASE WHEN '' LIKE '' THEN 1 ELSE 0 END AS b, CASE WHEN 'abc' LIKE '___' THEN 1 ELSE 0 END AS c, CASE WHEN 'abc' LIKE '____' THEN 1 ELSE 0 END AS d, CASE WHEN '50!%' LIKE '50!!!%' ESCAPE '!' THEN 1 ELSE 0 END AS e, CASE WHEN 'ABC' LIKE 'a%' THEN 1 ELSE 0 END AS f, CASE WHEN 'a-b' LIKE 'a[-]b' THEN 1 ELSE 0 END AS g, CASE WHEN 'x]' LIKE 'x]' THEN 1 ELSE 0 END AS h, CASE WHEN NULL LIKE '%' THEN 1 ELSE 0 END AS i;
GO
DECLARE @x int;
SELECT @x = 1 WHERE 'a' LIKE 'a' ESCAPE 'ab';
