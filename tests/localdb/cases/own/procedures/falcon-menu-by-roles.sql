-- Falcon layout: a menu tree filtered by the user's roles, with a count badge and levels
CREATE TABLE dbo.as_users (id int PRIMARY KEY, username nvarchar(32) UNIQUE);
CREATE TABLE dbo.as_userRoles (userID int, role varchar(20));
CREATE TABLE dbo.mn_menu (id int PRIMARY KEY, parentID int NULL, name nvarchar(30), url varchar(50), roles varchar(100), ord int);
INSERT INTO dbo.as_users VALUES (1, N'olga'), (2, N'anna');
INSERT INTO dbo.as_userRoles VALUES (1, 'manager'), (1, 'admin'), (2, 'client');
INSERT INTO dbo.mn_menu VALUES (1, NULL, N'Заказы', '/orders', 'manager,client', 1), (2, 1, N'Новые', '/orders/new', 'manager', 1), (3, NULL, N'Система', '/admin', 'admin', 9), (4, NULL, N'О нас', '/about', 'all', 5);
GO
CREATE FUNCTION dbo.sec_isAllowed (@username nvarchar(32), @roles varchar(100)) RETURNS bit AS
BEGIN
  IF @roles = 'all' OR (@roles = '*' AND @username <> N'') RETURN 1;
  RETURN CASE WHEN EXISTS (SELECT 1 FROM dbo.as_userRoles AS r JOIN dbo.as_users AS u ON u.id = r.userID WHERE u.username = @username AND r.role IN (SELECT LTRIM(value) FROM STRING_SPLIT(@roles, ','))) THEN 1 ELSE 0 END;
END
GO
CREATE PROCEDURE dbo.as_getMenu @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  WITH m AS (
    SELECT id, name, url, 0 AS lvl, CAST(RIGHT('00' + CAST(ord AS varchar(3)), 3) AS varchar(50)) AS path FROM dbo.mn_menu WHERE parentID IS NULL AND dbo.sec_isAllowed(@username, roles) = 1
    UNION ALL
    SELECT c.id, c.name, c.url, m.lvl + 1, CAST(m.path + '/' + RIGHT('00' + CAST(c.ord AS varchar(3)), 3) AS varchar(50)) FROM dbo.mn_menu AS c JOIN m ON m.id = c.parentID WHERE dbo.sec_isAllowed(@username, c.roles) = 1)
  SELECT REPLICATE(N'- ', lvl) + name AS name, url FROM m ORDER BY path;
END
GO
EXEC dbo.as_getMenu N'olga';
EXEC dbo.as_getMenu N'anna';
EXEC dbo.as_getMenu N'';
