-- Table `gal-goods`: `archive` and `restore` rows, `reprice` by the percent of a form, `list` gives a file, `reset` is for the whole table.
CREATE OR ALTER PROCEDURE dbo.[crud_gal-goods_operation]
  @operation nvarchar(64),
  @itemIDs nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
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

  DECLARE @percent decimal(9, 2) = TRY_CAST(dbo.as_filterValue(@parameters, N'percent') AS decimal(9, 2));
  IF @operation NOT IN (N'archive', N'restore', N'reprice', N'list', N'reset')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  IF @operation = N'list'
  BEGIN
    SELECT N'goods.txt' AS fileName, N'text/plain' AS contentType, STRING_AGG(CAST(CONCAT(g.code, N' ', IIF(@lang = N'ru', g.nameRu, g.nameEn), N' ', g.price) AS nvarchar(max)), NCHAR(10)) WITHIN GROUP (ORDER BY g.ord) AS content
    FROM dbo.gal_goods AS g
    WHERE g.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v);
    RETURN;
  END;
  UPDATE dbo.gal_goods
  SET stateCode = CASE @operation WHEN N'archive' THEN N'archive' WHEN N'restore' THEN N'sale' ELSE stateCode END,
    price = CASE @operation WHEN N'reprice' THEN CONVERT(decimal(18, 2), ROUND(price * (100 + ISNULL(@percent, 0)) / 100, 2)) ELSE price END,
    oldPrice = CASE @operation WHEN N'reprice' THEN price WHEN N'reset' THEN NULL ELSE oldPrice END
  WHERE @operation = N'reset' OR id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v);
  -- A row for each record: who is refused can be named. Here the whole is one answer.
  SELECT 1 AS Result, CONCAT(IIF(@lang = N'ru', N'Изменено товаров: ', N'Goods changed: '), @@ROWCOUNT) AS Msg;
END;
GO
