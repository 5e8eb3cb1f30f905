-- Resource `gal-picture`: the picture of a good, drawn as SVG when it is asked for.
CREATE OR ALTER PROCEDURE dbo.[rs_gal-picture_getFile]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @isOpen bit = dbo.gal_isOpen(@username);
  SELECT CONCAT(g.code, N'.svg') AS fileName, N'image/svg+xml' AS contentType, CONCAT(
    N'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="', g.color, N'" fill-opacity=".14"/><g fill="', g.color, N'">',
    CASE c.parentID WHEN 1 THEN N'<path d="M96 176h8V96h-8z"/><ellipse cx="70" cy="88" rx="34" ry="18" transform="rotate(32 70 88)"/><ellipse cx="130" cy="72" rx="34" ry="18" transform="rotate(-32 130 72)"/><circle cx="100" cy="44" r="20"/>'
      WHEN 2 THEN N'<path d="M100 30c28 40 44 62 44 88a44 44 0 0 1-88 0c0-26 16-48 44-88z"/>'
      WHEN 3 THEN N'<path d="M94 28h12v96H94z"/><path d="M70 120h60l-8 50q-22 16-44 0z"/>'
      ELSE N'<path d="M56 70h88l-12 96H68z"/><path d="M48 54h104v16H48z"/>' END, N'</g></svg>') AS content
  FROM dbo.gal_goods AS g
  INNER JOIN dbo.gal_categories AS c ON c.id = g.categoryID
  WHERE g.id = TRY_CAST(dbo.as_filterValue(@parameters, N'itemID') AS int) AND @isOpen = 1;
END;
GO
