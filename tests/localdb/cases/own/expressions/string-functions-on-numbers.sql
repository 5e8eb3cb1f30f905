-- Text functions take numbers and dates after conversion
SELECT LEN(-12.50) AS l, REVERSE(123) AS r, REPLACE(2024, 0, 'o') AS rep, CHARINDEX('.', 12.5) AS dot, RIGHT(1000 + 7, 3) AS padded, UPPER(1e3) AS u, REPLICATE(7, 3) AS rpl, LEN(CAST('2024-03-05' AS date)) AS ld;
