-- Table ord-orders: one cell.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-orders_updateField] @itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) WHERE id = @itemID) OR dbo.sec_isUserInRole(@username, 'client') = 1
  BEGIN
    SELECT 0 AS Result, N'Нет доступа' AS Msg;
    RETURN;
  END;
  BEGIN TRY
    IF @field = N'comment'
      UPDATE dbo.ord_orders SET comment = NULLIF(@value, N'') WHERE id = @itemID;
    ELSE IF @field = N'deadline'
      UPDATE dbo.ord_orders SET deadline = CAST(NULLIF(@value, N'') AS date) WHERE id = @itemID;
    ELSE IF @field = N'discountPercent'
      UPDATE dbo.ord_orders SET discountPercent = CAST(REPLACE(@value, N',', N'.') AS decimal(5, 2)) WHERE id = @itemID;
    ELSE
    BEGIN
      SELECT 0 AS Result, FORMATMESSAGE(N'Поле %s не меняется', @field) AS Msg;
      RETURN;
    END;
    SELECT 1 AS Result, N'' AS Msg;
    SELECT N'clearcache' AS type, N'ord-' AS prefix;
  END TRY
  BEGIN CATCH
    SELECT 0 AS Result, CASE ERROR_NUMBER() WHEN 547 THEN N'Скидка от 0 до 50' WHEN 241 THEN N'Это не дата' WHEN 8114 THEN N'Это не число' ELSE ERROR_MESSAGE() END AS Msg, ERROR_NUMBER() AS errorNumber;
  END CATCH;
END;
GO
