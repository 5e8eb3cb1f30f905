-- A filter's text by its key; NULL when it is absent or empty.
CREATE OR ALTER FUNCTION dbo.as_filterValue(@filters dbo.CRUDFilterParameter READONLY, @key nvarchar(128)) RETURNS nvarchar(max)
AS
BEGIN
  RETURN (SELECT MAX(NULLIF(LTRIM(RTRIM(f.[Value])), N'')) FROM @filters AS f WHERE f.[Key] = @key);
END;
GO
