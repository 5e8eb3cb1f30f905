-- Table `products`: "name; price" makes a hidden product in the filtered category.
CREATE OR ALTER PROCEDURE dbo.[crud_products_fastCreate]
  @filters dbo.CRUDFilterParameter READONLY,
  @text nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @categoryID int, @price decimal(18, 2), @name nvarchar(256), @id int;
  SELECT @categoryID = TRY_CAST(MAX(CASE WHEN [Key] = N'categoryName' THEN NULLIF([Value], N'') END) AS int)
  FROM @filters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  SELECT @name = NULLIF(LTRIM(RTRIM(LEFT(@text, CHARINDEX(N';', @text + N';') - 1))), N''), @price = TRY_CAST(REPLACE(LTRIM(RTRIM(SUBSTRING(@text, CHARINDEX(N';', @text + N';') + 1, 32))), N',', N'.') AS decimal(18, 2));
  SELECT TOP (1) @categoryID = ISNULL(@categoryID, c.id) FROM dbo.prd_categories AS c WHERE c.parentID IS NOT NULL ORDER BY c.ord, c.id;
  IF @name IS NULL OR @price < 0 OR NOT EXISTS (SELECT 1 FROM dbo.prd_categories AS c WHERE c.id = @categoryID)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Напишите название и цену: Бумага А4; 320.', N'Write the name and the price: Paper A4; 320.') AS Msg;
    RETURN;
  END;
  INSERT INTO dbo.prd_products (categoryID, sku, nameEn, nameRu, price, isActive, ord)
  SELECT @categoryID, CONCAT(N'NEW-', ISNULL(MAX(p.id), 0) + 1), @name, @name, ISNULL(@price, 0), 0, ISNULL(MAX(p.ord), 0) + 10 FROM dbo.prd_products AS p;
  SELECT @id = MAX(p.id) FROM dbo.prd_products AS p;
  SELECT 1 AS Result, N'' AS Msg, @id AS itemID;
END;
GO
