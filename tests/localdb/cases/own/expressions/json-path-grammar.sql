-- JSON paths: blanks between their parts, modes without a blank behind them, and what is not a path (13607); no path at all is 8116
SELECT JSON_VALUE('{"a":1}', ' $.a ') AS a, JSON_VALUE('{"a":1}', '$ . a') AS b, JSON_VALUE('{"a":1}', '  lax   $.a') AS c, JSON_VALUE('{"a":1}', 'strict$.a') AS d, JSON_VALUE('{"a":{"c":[9]}}', '$.a . c[ 0 ]') AS e, JSON_VALUE('[1]', '$[4294967295]') AS f;
GO
SELECT JSON_VALUE('{"a":1}', 'LAX $.a') AS x;
GO
SELECT JSON_VALUE(N'{"é":1}', N'$.é') AS x;
GO
SELECT JSON_VALUE(N'{"é":1}', N'$."é"') AS quoted, (SELECT [имя] FROM OPENJSON(N'{"имя":5}') WITH ([имя] int)) AS by_column;
GO
SELECT JSON_VALUE('[1]', '$[4294967296]') AS x;
GO
SELECT JSON_QUERY('{"a":1}', '$.a b') AS x;
GO
SELECT JSON_VALUE('{}', NULL) AS x;
GO
SELECT JSON_MODIFY('{}', NULL, 1) AS x;
GO
SELECT JSON_VALUE(NULL, '$.x') AS a, JSON_QUERY(NULL) AS b, JSON_MODIFY(NULL, '$.x', 1) AS c;
