-- Escapes in JSON text: read by JSON_VALUE, written by FOR JSON and STRING_ESCAPE
DECLARE @j nvarchar(200) = N'{"s":"line1\nline2\t\"q\" \u0416 \\ \/"}';
SELECT REPLACE(REPLACE(JSON_VALUE(@j, '$.s'), NCHAR(10), N'<LF>'), NCHAR(9), N'<TAB>') AS s;
GO
SELECT (SELECT N'a"b\c/d' + NCHAR(13) + NCHAR(10) AS t FOR JSON PATH, WITHOUT_ARRAY_WRAPPER) AS j, STRING_ESCAPE(N'a/b"c' + NCHAR(9), 'json') AS e;
