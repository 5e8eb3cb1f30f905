-- Block `my-point`: the client's point; set 2 its managers.
CREATE OR ALTER PROCEDURE dbo.[block_my-point_getData]
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT IIF(@lang = N'ru', p.nameRu, p.nameEn) AS name, IIF(@lang = N'ru', p.cityRu, p.cityEn) AS city, IIF(@lang = N'ru', p.addressRu, p.addressEn) AS address, IIF(@lang = N'ru', p.hoursRu, p.hoursEn) AS hours, IIF(@lang = N'ru', p.descriptionRu, p.descriptionEn) AS description, p.phone, p.email, p.latitude, p.longitude
  FROM dbo.cl_clients AS c
  INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
  WHERE c.id = dbo.sec_clientID(@username);
  SELECT ISNULL(NULLIF(u.displayName, N''), u.username) AS name, u.phone, u.email
  FROM dbo.cl_clients AS c
  INNER JOIN dbo.ref_pointManagers AS pm ON pm.pointID = c.pointID
  INNER JOIN platform.[user] AS u ON u.username = pm.username AND u.isActive = 1
  WHERE c.id = dbo.sec_clientID(@username)
  ORDER BY name;
END;
GO
