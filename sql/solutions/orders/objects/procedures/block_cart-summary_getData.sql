-- Block `cart-summary` (parameter inCart: it stands on the cart's own page): pieces and sum of the cart, discount by points that is possible, points to be earned.
CREATE OR ALTER PROCEDURE dbo.[block_cart-summary_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int = dbo.sec_clientID(@username), @amount decimal(18, 2), @pieces int;
  SELECT @amount = ISNULL(SUM(CONVERT(decimal(18, 2), ci.qty * ROUND(p.price * v.factor, 2))), 0), @pieces = ISNULL(SUM(ci.qty), 0)
  FROM dbo.ord_cartItems AS ci
  INNER JOIN dbo.prd_variants AS v ON v.id = ci.variantID AND v.isActive = 1
  INNER JOIN dbo.prd_products AS p ON p.id = ci.productID AND p.isActive = 1
  WHERE ci.clientID = @clientID;
  SELECT @pieces AS pieces, @amount AS amount, c.points, c.balance, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS levelName, l.accrualPercent,
    CONVERT(decimal(18, 2), ROUND(@amount * l.accrualPercent / 100, 2)) AS willEarn,
    CONVERT(decimal(18, 2), CASE WHEN c.points < @amount * l.maxPointsPercent / 100 THEN c.points ELSE @amount * l.maxPointsPercent / 100 END) AS maxPoints,
    CAST(CASE WHEN @pieces = 0 THEN 1 ELSE 0 END AS bit) AS isEmpty,
    CAST(CASE WHEN EXISTS (SELECT 1 FROM @parameters AS x WHERE x.[Key] = N'inCart' AND x.[Value] = N'1') THEN 1 ELSE 0 END AS bit) AS isHere
  FROM dbo.cl_clients AS c
  INNER JOIN dbo.cl_levels AS l ON l.id = c.levelID
  WHERE c.id = @clientID;
END;
GO
