-- A list of goods that is searched on the server: what is typed, or the goods that are chosen (@value). Used through `dictionary.procedure`.
CREATE OR ALTER PROCEDURE dbo.gal_goods_dict
  @search nvarchar(200) = NULL,
  @limit int = 20,
  @value nvarchar(400) = NULL,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT TOP (ISNULL(@limit, 20)) g.id AS Value, CONCAT(IIF(@lang = N'ru', g.nameRu, g.nameEn), N' · ', g.code) AS Text
  FROM dbo.gal_goods AS g
  WHERE @isOpen = 1
    AND (NULLIF(@search, N'') IS NULL OR CHARINDEX(@search, g.nameRu) > 0 OR CHARINDEX(@search, g.nameEn) > 0 OR CHARINDEX(@search, g.code) > 0)
    AND (NULLIF(@value, N'') IS NULL OR g.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@value, N',') AS v))
  ORDER BY IIF(@lang = N'ru', g.nameRu, g.nameEn);
END;
GO
