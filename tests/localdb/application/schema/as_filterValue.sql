-- A filter's text; NULL when it is absent or empty.
CREATE OR ALTER FUNCTION dbo.as_filterValue(@filters dbo.CRUDFilterParameter READONLY, @key nvarchar(128)) RETURNS nvarchar(max)
AS
BEGIN
  RETURN (SELECT TOP (1) NULLIF(LTRIM(RTRIM([Value])), N'') FROM @filters WHERE [Key] = @key ORDER BY [Value] DESC);
END;
GO
