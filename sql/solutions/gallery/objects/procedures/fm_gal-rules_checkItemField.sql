-- Form `gal-rules`, while typing: the code of a good finds its name and price; a heavy load suggests helpers.
CREATE OR ALTER PROCEDURE dbo.[fm_gal-rules_checkItemField]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(@username) = 0
  BEGIN
    SELECT 0 AS Result, dbo.gal_refusal(@lang) AS Msg;
    RETURN;
  END;

  DECLARE @name nvarchar(128), @price decimal(18, 2), @weight decimal(9, 2) = TRY_CAST(IIF(@field = N'weight', @value, NULL) AS decimal(9, 2));
  SELECT @name = IIF(@lang = N'ru', g.nameRu, g.nameEn), @price = g.price FROM dbo.gal_goods AS g WHERE @field = N'code' AND g.code = @value;
  SELECT IIF(@field = N'code' AND NULLIF(@value, N'') IS NOT NULL AND @name IS NULL, 0, 1) AS Result, IIF(@lang = N'ru', N'Такого товара нет: попробуйте от G-101 до G-148.', N'There is no such good: try G-101 to G-148.') AS Msg;
  SELECT x.field, x.value, x.html
  FROM (VALUES
    (N'code', N'goodName', CAST(NULL AS nvarchar(64)), IIF(@name IS NULL, N'—', CONCAT(N'<strong>', @name, N'</strong>, ', CONVERT(nvarchar(32), @price)))),
    (N'weight', N'helpers', CAST(CEILING(@weight / 20) AS nvarchar(64)), NULL)
  ) AS x(source, field, value, html)
  WHERE x.source = @field;
END;
GO
