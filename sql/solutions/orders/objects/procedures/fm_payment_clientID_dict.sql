-- Form `payment`: autocomplete of the clients that the user may see.
CREATE OR ALTER PROCEDURE dbo.[fm_payment_clientID_dict]
  @username nvarchar(64),
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @search nvarchar(200),
  @limit int,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @clientID int, @pattern nvarchar(700) = dbo.ord_likePattern(@search);
  SELECT @clientID = TRY_CAST(MAX(CASE WHEN [Key] = N'clientID' THEN NULLIF([Value], N'') END) AS int)
  FROM @parameters;
  SELECT TOP (CASE WHEN @limit BETWEEN 1 AND 100 THEN @limit ELSE 20 END) c.id AS Value, CONCAT(c.name, N' · ' + c.company) AS Text
  FROM dbo.cl_allowed(@username) AS a
  INNER JOIN dbo.cl_clients AS c ON c.id = a.id
  WHERE a.canManage = 1 AND ((@pattern IS NULL AND (@clientID IS NULL OR c.id = @clientID)) OR c.name LIKE @pattern OR c.company LIKE @pattern OR c.phone LIKE @pattern)
  ORDER BY c.name, c.id;
END;
GO
