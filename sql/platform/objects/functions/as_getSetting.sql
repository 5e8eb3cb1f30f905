-- A setting's value, else the default of its definition, else NULL. A secret's value is for the runtime only: NULL.
CREATE OR ALTER FUNCTION dbo.as_getSetting(@code nvarchar(64)) RETURNS nvarchar(max)
AS
BEGIN
  RETURN (SELECT s.value FROM dbo.as_settings AS s WHERE s.code = @code);
END;
GO
