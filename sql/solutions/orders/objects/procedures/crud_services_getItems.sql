-- Table `services`: what is done on request; the price is "from".
CREATE OR ALTER PROCEDURE dbo.[crud_services_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @search nvarchar(200);
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END)
  FROM @filters;
  SET @search = dbo.ord_likePattern(@search);
  SELECT v.id, v.code, IIF(@lang = N'ru', v.nameRu, v.nameEn) AS name, IIF(@lang = N'ru', v.descriptionRu, v.descriptionEn) AS desc_name, v.icon AS icon_name, v.nameEn, v.nameRu, v.price, v.days, v.isActive, v.ord
  FROM dbo.srv_services AS v
  WHERE (@search IS NULL OR v.nameEn LIKE @search OR v.nameRu LIKE @search) AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username)) AND (v.isActive = 1 OR EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL))
  ORDER BY v.ord, v.id;
  SELECT COUNT(*) AS total FROM dbo.srv_services AS v WHERE (@search IS NULL OR v.nameEn LIKE @search OR v.nameRu LIKE @search) AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username)) AND (v.isActive = 1 OR EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL));
END;
GO
