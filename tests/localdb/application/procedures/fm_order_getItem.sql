-- Form order: values and settings.
CREATE OR ALTER PROCEDURE dbo.fm_order_getItem @itemID nvarchar(128), @username nvarchar(64), @parameters dbo.ExtendedDictionaryParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @id int = ISNULL(TRY_CONVERT(int, @itemID), 0);
  IF @id = 0
    SELECT CAST(NULL AS int) AS clientID, CONVERT(nvarchar(10), DATEADD(DAY, 7, dbo.as_now()), 23) AS deadline, N'' AS comment, CAST(0 AS decimal(5, 2)) AS discountPercent;
  ELSE
  BEGIN
    SELECT clientID, CONVERT(nvarchar(10), deadline, 23) AS deadline, ISNULL(comment, N'') AS comment, discountPercent
    FROM dbo.ord_orders
    WHERE id = @id AND id IN (SELECT id FROM dbo.ord_allowed(@username));
    IF @@ROWCOUNT = 0
    BEGIN;
      THROW 50404, N'Заказ не найден или недоступен', 1;
    END
  END;
  SELECT CASE WHEN @id = 0 THEN N'Новый заказ' ELSE N'Заказ ' + (SELECT number FROM dbo.ord_orders WHERE id = @id) END AS Title, N'h3' AS HeaderTag,
    CAST(CASE WHEN EXISTS (SELECT 1 FROM dbo.ord_v_orders WHERE id = @id AND isFinal = 1) THEN 1 ELSE 0 END AS bit) AS readonly;
END;
GO
