-- Table `requests`: `take` (into work), `reject` on many rows; set 2 has a result for each row.
CREATE OR ALTER PROCEDURE dbo.[crud_requests_operation]
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
  DECLARE @id int, @status nvarchar(32) = CASE @operation WHEN N'take' THEN N'inWork' WHEN N'reject' THEN N'rejected' END, @comment nvarchar(1000) = (SELECT MAX([Value]) FROM @parameters WHERE [Key] = N'comment');
  IF @status IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  INSERT INTO @results (itemID, Result, Msg)
  SELECT DISTINCT TRY_CAST(v.value AS int), -1, N'' FROM STRING_SPLIT(@itemIDs, N',') AS v WHERE TRY_CAST(v.value AS int) IS NOT NULL;
  WHILE 1 = 1
  BEGIN
    SET @id = NULL;
    SELECT TOP (1) @id = r.itemID FROM @results AS r WHERE r.Result = -1 ORDER BY r.itemID;
    IF @id IS NULL BREAK;
    BEGIN TRY
      EXEC dbo.ord_changeStatus @entityCode = N'request', @itemID = @id, @status = @status, @comment = @comment, @isLogged = 1, @username = @username, @lang = @lang;
      UPDATE @results SET Result = 1 WHERE itemID = @id;
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
