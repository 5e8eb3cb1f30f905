-- Tables with points: the points that the user may see; Value is the point's id.
CREATE OR ALTER PROCEDURE dbo.[crud_orders_pointName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT p.id AS Value, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS Text
  FROM dbo.ref_points AS p
  INNER JOIN dbo.sec_scope(@username) AS s ON s.pointID = p.id
  ORDER BY p.ord, p.id;
END;
GO
