-- The text for a language of a value that is plain text or {"en": ..., "ru": ...}; the other language when there is none.
CREATE OR ALTER FUNCTION dbo.as_text(@text nvarchar(max), @langID nvarchar(8)) RETURNS nvarchar(max)
AS
BEGIN
  IF @text NOT LIKE N'{%' OR ISJSON(@text) = 0
    RETURN @text;
  RETURN IIF(@langID LIKE N'en%',
    COALESCE(JSON_VALUE(@text, '$.en'), JSON_VALUE(@text, '$.ru')),
    COALESCE(JSON_VALUE(@text, '$.ru'), JSON_VALUE(@text, '$.en')));
END;
GO
