-- Text to int: signs, blanks, plus, and what fails with 245
SELECT CAST('+5' AS int) AS a, CAST(' -3 ' AS int) AS b, CAST(N'42' AS bigint) AS c, TRY_CAST('1 000' AS int) AS d, TRY_CAST('0x1F' AS int) AS e, TRY_CAST('1e3' AS int) AS f, TRY_CAST('--1' AS int) AS g, TRY_CAST('5-' AS int) AS h, TRY_CAST('.' AS int) AS i;
