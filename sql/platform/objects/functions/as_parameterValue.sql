-- A parameter's text by its key; NULL when it is absent or empty.
CREATE OR ALTER FUNCTION dbo.as_parameterValue(@parameters dbo.ExtendedDictionaryParameter READONLY, @key nvarchar(128)) RETURNS nvarchar(max)
AS
BEGIN
  RETURN (SELECT MAX(NULLIF(LTRIM(RTRIM(p.[Value2])), N'')) FROM @parameters AS p WHERE p.[Key] = @key);
END;
GO
