-- Prices of several products at a point, for page scripts: OUTPUT parameter with every set as JSON.
CREATE OR ALTER PROCEDURE dbo.rq_prices @skus dbo.DictionaryParameter READONLY, @pointCode varchar(16), @res nvarchar(max) OUTPUT
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @pointID int = (SELECT id FROM dbo.ref_points WHERE code = @pointCode);
  SET @res = (
    SELECT
      (SELECT 1 AS Result, N'' AS Msg FOR JSON PATH) AS sel1,
      (SELECT k.[Value] AS sku, pr.price, pr.source
       FROM @skus AS k
       LEFT JOIN dbo.prd_products AS p ON p.sku = k.[Value]
       OUTER APPLY dbo.prd_priceAt(p.id, @pointID, dbo.as_now()) AS pr
       ORDER BY k.[Key]
       FOR JSON PATH, INCLUDE_NULL_VALUES) AS sel2
    FOR JSON PATH, WITHOUT_ARRAY_WRAPPER
  );
END;
GO
