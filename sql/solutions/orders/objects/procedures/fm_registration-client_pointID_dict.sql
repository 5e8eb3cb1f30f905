-- Form `registration-client`: points where somebody may register; open to visitors, so nothing but names.
CREATE OR ALTER PROCEDURE dbo.[fm_registration-client_pointID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT p.id AS Value, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Text
  FROM dbo.ref_points AS p
  WHERE p.isActive = 1
  ORDER BY p.ord, p.id;
END;
GO
