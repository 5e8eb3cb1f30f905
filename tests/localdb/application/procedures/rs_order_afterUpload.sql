-- Files of an order: stores one and numbers the rest.
CREATE OR ALTER PROCEDURE dbo.rs_order_afterUpload @itemID int, @name nvarchar(256), @content varbinary(max), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  INSERT dbo.fl_files (resourceCode, itemID, name, content, ord, createdBy)
  SELECT 'order', @itemID, @name, @content, ISNULL(MAX(ord) + 1, 1), @username FROM dbo.fl_files WHERE resourceCode = 'order' AND itemID = @itemID;
  SELECT name, ext, size, ord, CONVERT(varchar(64), HASHBYTES('SHA2_256', content), 2) AS hash FROM dbo.fl_files WHERE resourceCode = 'order' AND itemID = @itemID ORDER BY ord;
END;
GO
