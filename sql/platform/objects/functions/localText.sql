-- A text of a definition's JSON in a language: it may be a string or {"en": ..., "ru": ...}. For the views of definitions.
CREATE OR ALTER FUNCTION platform.localText(@body nvarchar(max), @name nvarchar(64), @lang varchar(2))
RETURNS TABLE
AS
RETURN
SELECT COALESCE(
    JSON_VALUE(@body, CONCAT('$."', @name, '"')),
    JSON_VALUE(@body, CONCAT('$."', @name, '".', @lang)),
    JSON_VALUE(@body, CONCAT('$."', @name, '".en')),
    JSON_VALUE(@body, CONCAT('$."', @name, '".ru'))) AS text;
GO
