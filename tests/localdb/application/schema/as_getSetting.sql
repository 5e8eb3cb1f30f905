-- A setting's value, or the default.
CREATE OR ALTER FUNCTION dbo.as_getSetting(@code varchar(64), @default nvarchar(max) = NULL) RETURNS nvarchar(max)
AS
BEGIN
  RETURN COALESCE((SELECT value FROM dbo.as_settings WHERE code = @code), @default);
END;
GO
