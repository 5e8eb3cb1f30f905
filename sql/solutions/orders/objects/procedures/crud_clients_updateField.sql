-- Table `clients`: inline edit of name, company, phone, email, isActive.
CREATE OR ALTER PROCEDURE dbo.[crud_clients_updateField]
  @itemID nvarchar(64),
  @field nvarchar(64),
  @value nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int), @text nvarchar(256) = NULLIF(LTRIM(RTRIM(LEFT(@value, 256))), N''), @isOn bit = TRY_CAST(@value AS bit);
  IF NOT EXISTS (SELECT 1 FROM dbo.cl_allowed(@username) AS a WHERE a.id = @id AND a.canManage = 1)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Клиент не найден или недоступен вам.', N'The client is not found or not open to you.') AS Msg;
    RETURN;
  END;
  IF @field NOT IN (N'name', N'company', N'phone', N'email', N'isActive') OR (@field = N'name' AND @text IS NULL) OR (@field = N'isActive' AND @isOn IS NULL)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такое значение здесь невозможно.', N'This value is not possible here.') AS Msg;
    RETURN;
  END;
  UPDATE dbo.cl_clients
  SET name = IIF(@field = N'name', LEFT(@text, 128), name), company = IIF(@field = N'company', LEFT(@text, 128), company), phone = IIF(@field = N'phone', LEFT(@text, 32), phone),
    email = IIF(@field = N'email', LEFT(@text, 128), email), isActive = IIF(@field = N'isActive', @isOn, isActive), updated = SYSUTCDATETIME()
  WHERE id = @id;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
