-- NULL in text functions: result NULL, except CONCAT and CONCAT_WS
DECLARE @n varchar(10);
SELECT LEN(@n) AS l, UPPER(@n) AS u, REPLACE('abc', @n, 'x') AS r, SUBSTRING(@n, 1, 2) AS s, LEFT('abc', NULL) AS le, STUFF('abc', 1, 1, @n) AS st, CONCAT('a', @n, 'b') AS c, CONCAT_WS(',', 'a', @n, 'b') AS w, REPLICATE('a', NULL) AS rp, REVERSE(@n) AS rv, CHARINDEX(@n, 'abc') AS ci, QUOTENAME(@n) AS q;
