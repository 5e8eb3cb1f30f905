-- Table ord-orders: group operations, order by order; one refusal does not stop the others.
CREATE OR ALTER PROCEDURE [dbo].[crud_ord-orders_operation]
  @operation nvarchar(32), @itemIDs nvarchar(max), @parameters dbo.ExtendedDictionaryParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @id int, @ok int = 0, @comment nvarchar(500), @log nvarchar(max) = N'';
  SELECT @comment = COALESCE([Value2], [Value]) FROM @parameters WHERE [Key] = N'comment';
  DECLARE ids CURSOR LOCAL FAST_FORWARD FOR
    SELECT DISTINCT TRY_CAST(value AS int) FROM dbo.split(@itemIDs, N',') WHERE TRY_CAST(value AS int) > 0 ORDER BY 1;
  OPEN ids;
  FETCH NEXT FROM ids INTO @id;
  WHILE @@FETCH_STATUS = 0
  BEGIN
    BEGIN TRY
      IF @operation = N'assign'
        UPDATE dbo.ord_orders SET managerID = (SELECT id FROM dbo.as_users WHERE username = @username) WHERE id = @id;
      ELSE
        EXEC dbo.ord_changeStatus @id, @operation, @username, @comment;
      SET @ok += 1;
    END TRY
    BEGIN CATCH
      IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
      SET @log += CONCAT(IIF(@log = N'', N'', N'; '), @id, N': ', ERROR_MESSAGE());
    END CATCH;
    FETCH NEXT FROM ids INTO @id;
  END;
  CLOSE ids;
  DEALLOCATE ids;
  SELECT CAST(SIGN(@ok) AS int) AS Result, CONCAT(N'Обработано: ', @ok, N'. ' + NULLIF(@log, N'')) AS Msg;
  SELECT 'clearcache' AS type, 'ord-' AS prefix WHERE @ok > 0;
END;
GO
