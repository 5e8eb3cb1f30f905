-- Form order: reactions to a changed field.
CREATE OR ALTER PROCEDURE dbo.fm_order_checkItemField
  @itemID int, @username nvarchar(64), @field nvarchar(64), @value nvarchar(max), @parameters dbo.ExtendedDictionaryParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @fields TABLE (field nvarchar(64), value nvarchar(max), visible bit, required bit, error nvarchar(256));
  IF @field = N'clientID'
    INSERT INTO @fields (field, value, visible)
    SELECT N'discountPercent', CAST(c.discountPercent AS nvarchar(16)), 1 FROM dbo.cl_clients AS c WHERE c.id = TRY_CAST(@value AS int)
    UNION ALL
    SELECT N'points', CAST(c.points AS nvarchar(16)), CASE WHEN c.points > 0 THEN 1 ELSE 0 END FROM dbo.cl_clients AS c WHERE c.id = TRY_CAST(@value AS int);
  IF @field = N'deadline' AND TRY_CONVERT(date, @value, 23) < CAST(dbo.as_now() AS date)
    INSERT @fields (field, error) VALUES (@field, N'Срок в прошлом');
  SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM @fields WHERE error IS NOT NULL) THEN 0 ELSE 1 END AS int) AS Result, ISNULL((SELECT TOP 1 error FROM @fields WHERE error > N''), N'') AS Msg;
  SELECT field, value, visible, required, error FROM @fields ORDER BY field;
END;
GO
