-- JSON_MODIFY with numbers, bits, NULL in append, nested paths, arrays of objects and lax misses
DECLARE @j nvarchar(max) = N'{"a":{"b":[1,2]},"n":null}';
SELECT JSON_MODIFY(@j, '$.a.b[1]', 20) AS elem, JSON_MODIFY(@j, 'append $.a.b', CAST(1 AS bit)) AS app, JSON_MODIFY(@j, '$.n', 1.5) AS num, JSON_MODIFY(@j, '$.x.y', 1) AS no_parent, JSON_MODIFY(@j, '$.a', NULL) AS del, JSON_MODIFY(N'{}', '$.s', N'кавычка "') AS esc;
