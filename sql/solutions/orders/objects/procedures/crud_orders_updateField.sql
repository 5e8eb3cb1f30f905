-- Table `orders`: inline edit of deadline, comment, managerName. The status is the entity's to change, on the board, too.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @date date;
  IF NOT EXISTS (SELECT 1 FROM dbo.ord_allowed(@username) AS a WHERE a.id = @id AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ не найден или недоступен вам.', N'The order is not found or not open to you.') AS Msg;
    RETURN;
  END;
  IF @field = N'deadline'
  BEGIN
    SET @date = TRY_CAST(NULLIF(@value, N'') AS date);
    IF @date IS NULL AND NULLIF(@value, N'') IS NOT NULL
    BEGIN
      SELECT 0 AS Result, IIF(@lang = N'ru', N'Это не дата.', N'This is not a date.') AS Msg;
      RETURN;
    END;
    UPDATE dbo.ord_orders SET deadline = @date, updated = SYSUTCDATETIME() WHERE id = @id;
  END
  ELSE IF @field = N'comment'
    UPDATE dbo.ord_orders SET comment = NULLIF(LEFT(@value, 1000), N''), updated = SYSUTCDATETIME() WHERE id = @id;
  ELSE IF @field = N'boardOrd'
    UPDATE dbo.ord_orders SET boardOrd = ISNULL(TRY_CAST(@value AS int), 0) WHERE id = @id;
  ELSE IF @field IN (N'managerName', N'managerUsername')
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM dbo.ord_orders AS o INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID WHERE o.id = @id AND pm.username = @value)
    BEGIN
      SELECT 0 AS Result, IIF(@lang = N'ru', N'Этот менеджер не обслуживает точку заказа.', N'This manager does not serve the order''s point.') AS Msg;
      RETURN;
    END;
    UPDATE dbo.ord_orders SET managerUsername = @value, updated = SYSUTCDATETIME() WHERE id = @id;
  END
  ELSE
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это поле здесь не меняется.', N'This field cannot be changed here.') AS Msg;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
