-- JSON_PATH_EXISTS tells whether a path is there, also with a null value; ISJSON with a kind (SQL Server 2022)
DECLARE @j nvarchar(200) = N'{"id":1,"items":[{"sku":"A"}],"note":null}';
SELECT JSON_PATH_EXISTS(@j, '$.id') AS id, JSON_PATH_EXISTS(@j, '$.items[0].sku') AS sku, JSON_PATH_EXISTS(@j, '$.items[3]') AS no_item, JSON_PATH_EXISTS(@j, '$.note') AS null_is_there, JSON_PATH_EXISTS(@j, '$.none') AS none, JSON_PATH_EXISTS(NULL, '$.a') AS n;
SELECT ISJSON('{"a":1}', OBJECT) AS o, ISJSON('[1]', OBJECT) AS a_is_o, ISJSON('[1]', ARRAY) AS a, ISJSON('"x"', SCALAR) AS s, ISJSON('15', VALUE) AS v, ISJSON('15') AS plain;
