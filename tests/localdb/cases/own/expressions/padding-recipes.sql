-- Left and right padding with RIGHT, LEFT, REPLICATE, SPACE and STR
DECLARE @n int = 42, @s varchar(10) = 'ab';
SELECT RIGHT(REPLICATE('0', 6) + CAST(@n AS varchar(6)), 6) AS zeros, '[' + LEFT(@s + SPACE(5), 5) + ']' AS right_padded, '[' + RIGHT(SPACE(5) + @s, 5) + ']' AS left_padded, REPLACE(STR(@n, 6), ' ', '0') AS by_str, FORMAT(@n, 'D6') AS by_format, '[' + CAST(@s AS char(4)) + ']' AS by_char;
