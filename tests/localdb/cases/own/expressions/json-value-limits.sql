-- JSON_VALUE gives NULL for text over 4000 characters in lax mode; an array of objects by index
DECLARE @j nvarchar(max) = N'{"long":"' + REPLICATE(CAST(N'x' AS nvarchar(max)), 5000) + N'","short":"' + REPLICATE(N'y', 10) + N'"}';
SELECT CASE WHEN JSON_VALUE(@j, '$.long') IS NULL THEN 'null' ELSE 'value' END AS long_, JSON_VALUE(@j, '$.short') AS short_, LEN((SELECT l FROM OPENJSON(@j) WITH (l nvarchar(max) '$.long'))) AS by_openjson;
GO
DECLARE @j nvarchar(max) = N'{"a":[{"v":1},{"v":2.50},{"v":"три"},{"v":true}]}';
SELECT JSON_VALUE(@j, '$.a[0].v') AS v0, JSON_VALUE(@j, '$.a[1].v') AS v1, JSON_VALUE(@j, '$.a[2].v') AS v2, JSON_VALUE(@j, '$.a[3].v') AS v3, JSON_VALUE(@j, '$.a[4].v') AS v4;
