-- Table `products`: `show`, `hide`, `reprice` (parameter percent from -90 to 500) on many rows.
CREATE OR ALTER PROCEDURE dbo.[crud_products_operation]
  @operation nvarchar(64),
  @itemIDs nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @percent decimal(9, 2);
  SELECT @percent = TRY_CAST(MAX(CASE WHEN [Key] = N'percent' THEN NULLIF([Value], N'') END) AS decimal(9, 2))
  FROM @parameters;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @operation NOT IN (N'show', N'hide', N'reprice')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  IF @operation = N'reprice' AND (@percent IS NULL OR @percent NOT BETWEEN -90 AND 500)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Изменение от -90 до 500 %.', N'A change is from -90 to 500 %.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.prd_products
  SET isActive = CASE @operation WHEN N'show' THEN 1 WHEN N'hide' THEN 0 ELSE isActive END, price = IIF(@operation = N'reprice', CONVERT(decimal(18, 2), ROUND(price * (100 + @percent) / 100, 2)), price), updated = SYSUTCDATETIME()
  WHERE id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v);
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
