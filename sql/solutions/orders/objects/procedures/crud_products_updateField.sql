-- Table `products`: inline edit of names, price, old price, stock, category, isActive; the supervisor only.
CREATE OR ALTER PROCEDURE dbo.[crud_products_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @text nvarchar(256) = NULLIF(LTRIM(RTRIM(LEFT(@value, 256))), N''), @number decimal(18, 2) = TRY_CAST(NULLIF(@value, N'') AS decimal(18, 2)), @whole int = TRY_CAST(@value AS int), @isOn bit = TRY_CAST(@value AS bit);
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'nameEn', N'nameRu', N'name', N'price', N'oldPrice', N'stock', N'categoryName', N'isActive')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это поле здесь не меняется.', N'This field cannot be changed here.') AS Msg;
    RETURN;
  END;
  IF (@field IN (N'nameEn', N'nameRu', N'name') AND @text IS NULL) OR (@field = N'price' AND (@number IS NULL OR @number < 0)) OR (@field = N'oldPrice' AND @number < 0) OR (@field = N'stock' AND (@whole IS NULL OR @whole < 0))
    OR (@field = N'isActive' AND @isOn IS NULL) OR (@field = N'categoryName' AND NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.id = @whole))
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такое значение здесь невозможно.', N'This value is not possible here.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.prd_products
  SET nameEn = IIF(@field = N'nameEn' OR (@field = N'name' AND @lang <> N'ru'), @text, nameEn), nameRu = IIF(@field = N'nameRu' OR (@field = N'name' AND @lang = N'ru'), @text, nameRu), price = IIF(@field = N'price', @number, price),
    oldPrice = IIF(@field = N'oldPrice', @number, oldPrice), stock = IIF(@field = N'stock', @whole, stock), categoryID = IIF(@field = N'categoryName', @whole, categoryID), isActive = IIF(@field = N'isActive', @isOn, isActive), updated = SYSUTCDATETIME()
  WHERE id = TRY_CAST(@itemID AS int);
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;
END;
GO
