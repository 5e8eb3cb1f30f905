-- Falcon form: a dictionary with search and limit, groups and colours, the chosen value always included
CREATE TABLE dbo.geo_cities (id int PRIMARY KEY, region nvarchar(20), name nvarchar(30), isActive bit);
INSERT INTO dbo.geo_cities VALUES (1, N'Тверская', N'Тверь', 1), (2, N'Тверская', N'Торжок', 1), (3, N'Московская', N'Троицк', 1), (4, N'Московская', N'Клин', 0);
GO
CREATE PROCEDURE [dbo].[fm_client_cityID_dict] @username nvarchar(128), @itemID nvarchar(128) = NULL, @search nvarchar(50) = N'', @limit int = 2, @selected int = NULL AS
BEGIN
  SET NOCOUNT ON;
  WITH found AS (
    SELECT TOP (@limit) id, name, region, isActive FROM dbo.geo_cities WHERE isActive = 1 AND name LIKE REPLACE(REPLACE(@search, N'[', N'[[]'), N'%', N'[%]') + N'%' ORDER BY name
  )
  SELECT id AS Value, name AS [Text], region AS [Group], CASE isActive WHEN 1 THEN 'green' ELSE 'gray' END AS Color FROM found
  UNION
  SELECT id, name, region, 'gray' FROM dbo.geo_cities WHERE id = @selected AND id NOT IN (SELECT id FROM found)
  ORDER BY [Text];
END
GO
EXEC dbo.fm_client_cityID_dict N'u', @search = N'т';
EXEC dbo.fm_client_cityID_dict N'u', @search = N'т%', @selected = 4;
EXEC dbo.fm_client_cityID_dict N'u', NULL, N'', 1;
