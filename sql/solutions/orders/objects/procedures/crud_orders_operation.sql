-- Table `orders`: operations `confirm`, `take` (into work), `ready`, `handOver`, `cancel`, `assignMe` on many rows; set 2 has a result for each row.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_operation]
  @operation nvarchar(64),
  @itemIDs nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @results TABLE (itemID int NOT NULL PRIMARY KEY, Result int NOT NULL, Msg nvarchar(1000) NOT NULL);
  DECLARE @id int, @status nvarchar(32), @comment nvarchar(1000) = (SELECT MAX([Value]) FROM @parameters WHERE [Key] = N'comment');
  SET @status = CASE @operation WHEN N'confirm' THEN N'confirmed' WHEN N'take' THEN N'inWork' WHEN N'ready' THEN N'ready' WHEN N'handOver' THEN N'handedOver' WHEN N'cancel' THEN N'cancelled' END;
  IF @status IS NULL AND @operation <> N'assignMe'
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  INSERT INTO @results (itemID, Result, Msg)
  SELECT DISTINCT TRY_CAST(v.value AS int), -1, N'' FROM STRING_SPLIT(@itemIDs, N',') AS v WHERE TRY_CAST(v.value AS int) IS NOT NULL;
  -- One by one: each order has its own rules, log entry and notification, and a refusal of one must not undo the others.
  WHILE 1 = 1
  BEGIN
    SET @id = NULL;
    SELECT TOP (1) @id = r.itemID FROM @results AS r WHERE r.Result = -1 ORDER BY r.itemID;
    IF @id IS NULL BREAK;
    BEGIN TRY
      IF @operation = N'assignMe'
      BEGIN
        UPDATE o SET managerUsername = @username, updated = SYSUTCDATETIME()
        FROM dbo.ord_orders AS o
        INNER JOIN dbo.ord_allowed(@username) AS a ON a.id = o.id AND a.canManage = 1
        INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = o.pointID AND pm.username = @username
        WHERE o.id = @id;
        UPDATE @results SET Result = @@ROWCOUNT WHERE itemID = @id;
        UPDATE @results SET Msg = IIF(@lang = N'ru', N'Заказ не вашей точки.', N'The order is not of your point.') WHERE itemID = @id AND Result = 0;
      END
      ELSE
      BEGIN
        EXEC dbo.ord_changeStatus @entityCode = N'order', @itemID = @id, @status = @status, @comment = @comment, @isLogged = 1, @username = @username, @lang = @lang;
        UPDATE @results SET Result = 1 WHERE itemID = @id;
      END;
    END TRY
    BEGIN CATCH
      -- Refusals belong to the row; anything else is a fault and goes up.
      IF ERROR_NUMBER() NOT BETWEEN 50000 AND 59999 THROW;
      UPDATE @results SET Result = 0, Msg = ERROR_MESSAGE() WHERE itemID = @id;
    END CATCH;
  END;
  SELECT CASE WHEN EXISTS (SELECT 1 FROM @results WHERE Result = 1) THEN 1 ELSE 0 END AS Result,
    ISNULL((SELECT TOP (1) r.Msg FROM @results AS r WHERE r.Result = 0), N'') AS Msg;
  SELECT r.itemID, r.Result, r.Msg FROM @results AS r ORDER BY r.itemID;
END;
GO
