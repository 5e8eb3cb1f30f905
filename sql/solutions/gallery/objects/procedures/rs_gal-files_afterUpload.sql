-- Resource `gal-files`: a look at each file that arrived; a refusal takes it away again.
CREATE OR ALTER PROCEDURE dbo.[rs_gal-files_afterUpload]
  @itemID nvarchar(64),
  @name nvarchar(255),
  @size bigint,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CASE WHEN @size = 0 OR @isOpen = 0 THEN 0 ELSE 1 END AS Result, IIF(@lang = N'ru', N'Файл пуст.', N'The file is empty.') AS Msg;
END;
GO
