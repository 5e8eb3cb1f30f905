-- What somebody hears to whom the gallery is not open.
CREATE OR ALTER FUNCTION dbo.gal_refusal(@lang nvarchar(8))
RETURNS nvarchar(100)
AS
BEGIN
  RETURN IIF(@lang = N'ru', N'Галерея только для разработчиков.', N'The gallery is for developers only.');
END;
GO
