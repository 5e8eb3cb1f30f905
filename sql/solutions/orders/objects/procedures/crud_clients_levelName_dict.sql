-- Table `clients`: loyalty levels; Value is the level's id.
CREATE OR ALTER PROCEDURE dbo.[crud_clients_levelName_dict]
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT l.id AS Value, IIF(@lang = N'ru', l.nameRu, l.nameEn) AS Text, l.color AS Color FROM dbo.cl_levels AS l ORDER BY l.minTurnover;
END;
GO
