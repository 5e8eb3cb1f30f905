-- Form order: clients by a part of the name or the phone, as an autocomplete.
CREATE OR ALTER PROCEDURE dbo.fm_order_clientID_dict
  @username nvarchar(64), @itemID int = 0, @parameters dbo.ExtendedDictionaryParameter READONLY, @search nvarchar(128) = NULL, @limit int = 20
AS
BEGIN
  SET NOCOUNT ON;
  SET @search = NULLIF(LTRIM(@search), N'');
  SELECT TOP (ISNULL(@limit, 20)) c.id AS [Value], c.name + ISNULL(N', ' + c.phone, N'') AS [Text], p.name AS [Group]
  FROM dbo.cl_clients AS c
  INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
  WHERE c.isDeleted = 0 AND (@search IS NULL OR c.name LIKE N'%' + @search + N'%' ESCAPE N'\' OR c.phone LIKE REPLACE(@search, N'+', N'') + N'%')
  ORDER BY CASE WHEN c.name LIKE @search + N'%' THEN 0 ELSE 1 END, c.name;
END;
GO
