-- JSON_VALUE out of varchar(8000): text over 4000 characters is cut; out of varchar(max) it is NULL
SELECT LEN(JSON_VALUE('{"a":"' + REPLICATE('x', 4001) + '"}', '$.a')) AS bounded, LEN(JSON_VALUE('{"a":"' + REPLICATE(CAST('x' AS varchar(max)), 4001) + '"}', '$.a')) AS of_max, LEN(JSON_VALUE('{"a":"' + REPLICATE('x', 4000) + '"}', '$.a')) AS just_fits;
