-- Every product can be sold: a new one gets the variant "one unit".
CREATE OR ALTER TRIGGER dbo.tr_prd_products_variant ON dbo.prd_products
AFTER INSERT
AS
BEGIN
  IF @@ROWCOUNT = 0 RETURN;
  SET NOCOUNT ON;
  INSERT INTO dbo.prd_variants (productID, nameEn, nameRu, factor, ord)
  SELECT i.id, N'1 ' + i.unitEn, N'1 ' + i.unitRu, 1, 10
  FROM inserted AS i;
END;
GO
