-- Form `point-settings`: the contacts and texts of the manager's point (parameter pointID when there are several).
CREATE OR ALTER PROCEDURE dbo.[fm_point-settings_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @pointID int;
  SELECT @pointID = TRY_CAST(MAX(CASE WHEN [Key] = N'pointID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT TOP (1) p.id AS pointID, p.addressEn, p.addressRu, p.hoursEn, p.hoursRu, p.descriptionEn, p.descriptionRu, p.phone, p.email, CONVERT(varchar(18), CONVERT(binary(8), p.rv), 1) AS rv
  FROM dbo.sec_scope(@username) AS s
  INNER JOIN dbo.ref_points AS p ON p.id = s.pointID
  WHERE s.canManage = 1 AND (@pointID IS NULL OR p.id = @pointID)
  ORDER BY p.ord, p.id;
  SELECT TOP (1) IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Title FROM dbo.sec_scope(@username) AS s INNER JOIN dbo.ref_points AS p ON p.id = s.pointID WHERE s.canManage = 1 AND (@pointID IS NULL OR p.id = @pointID) ORDER BY p.ord, p.id;
END;
GO
