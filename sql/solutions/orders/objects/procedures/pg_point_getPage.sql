-- Page `point`: title; 404 when the point is not open to the user.
CREATE OR ALTER PROCEDURE dbo.[pg_point_getPage]
  @itemID nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @id int = TRY_CAST(@itemID AS int);
  IF NOT EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID = @id)
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Точка не найдена.', N'The point is not found.') AS Msg, 404 AS StatusCode;
    RETURN;
  END;
  SELECT 1 AS Result, N'' AS Msg, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Title, IIF(@lang = N'ru', p.addressRu, p.addressEn) AS address, p.code FROM dbo.ref_points AS p WHERE p.id = @id;
  SELECT x.Text, x.Url FROM (SELECT 1 AS ord, IIF(@lang = N'ru', N'Точки', N'Points') AS Text, N'/points' AS Url UNION ALL SELECT 2, IIF(@lang = N'ru', p.nameRu, p.nameEn), NULL FROM dbo.ref_points AS p WHERE p.id = @id) AS x ORDER BY x.ord;
END;
GO
