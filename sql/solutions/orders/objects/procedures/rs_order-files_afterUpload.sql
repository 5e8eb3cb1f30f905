-- Resource `order-files`: tells the other side that a file is there.
CREATE OR ALTER PROCEDURE dbo.[rs_order-files_afterUpload]
  @itemID nvarchar(64),
  @name nvarchar(255) = NULL,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @to nvarchar(max), @number nvarchar(24), @pointID int, @isOwn bit, @textEn nvarchar(1000), @textRu nvarchar(1000), @url nvarchar(512);
  SELECT @number = o.number, @pointID = o.pointID, @isOwn = a.isOwn, @to = o.clientUsername FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id WHERE a.id = @id;
  IF @number IS NULL
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Заказ недоступен вам.', N'The order is not open to you.') AS Msg;
    RETURN;
  END;
  IF @isOwn = 1 SELECT @to = STRING_AGG(CAST(pm.username AS nvarchar(max)), N',') FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID;
  SELECT @textEn = CONCAT(N'Order ', @number, N': a file was added'), @textRu = CONCAT(N'Заказ ', @number, N': добавлен файл'), @url = CONCAT(N'/order/', @id);
  EXEC dbo.nt_send @to = @to, @textEn = @textEn, @textRu = @textRu, @typeCode = N'order-file', @url = @url, @from = @username;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
