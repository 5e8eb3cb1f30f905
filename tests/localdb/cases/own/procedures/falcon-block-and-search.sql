-- Falcon block: several result sets as one JSON output parameter; as_search over several tables with a limit each
CREATE TABLE dbo.cl_clients (id int PRIMARY KEY, name nvarchar(40));
CREATE TABLE dbo.ord_orders (id int PRIMARY KEY, number varchar(20), clientID int);
INSERT INTO dbo.cl_clients VALUES (1, N'Иванов'), (2, N'Иваненко'), (3, N'Петров'), (4, N'Иволга');
INSERT INTO dbo.ord_orders VALUES (10, 'ИВ-10', 3), (11, 'IV-11', 1);
GO
CREATE PROCEDURE dbo.as_search @text nvarchar(50), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  SELECT x.kind, x.text, x.url FROM (
    SELECT N'Клиенты' AS kind, name AS text, CONCAT('/client/', id) AS url, ROW_NUMBER() OVER (ORDER BY name) AS rn, 1 AS ord FROM dbo.cl_clients WHERE name LIKE @text + N'%'
    UNION ALL
    SELECT N'Заказы', o.number + N' ' + c.name, CONCAT('/order/', o.id), ROW_NUMBER() OVER (ORDER BY o.id DESC), 2 FROM dbo.ord_orders AS o JOIN dbo.cl_clients AS c ON c.id = o.clientID WHERE c.name LIKE @text + N'%'
  ) AS x WHERE x.rn <= 2 ORDER BY x.ord, x.rn;
END
GO
CREATE PROCEDURE [dbo].[block_home_getData] @username nvarchar(32), @res nvarchar(max) OUTPUT AS
BEGIN
  SET NOCOUNT ON;
  SET @res = (SELECT JSON_QUERY((SELECT TOP (2) id, name FROM dbo.cl_clients ORDER BY id FOR JSON PATH)) AS sel1, JSON_QUERY((SELECT COUNT(*) AS total FROM dbo.ord_orders FOR JSON PATH)) AS sel2 FOR JSON PATH, WITHOUT_ARRAY_WRAPPER);
END
GO
EXEC dbo.as_search N'ив', N'u';
DECLARE @r nvarchar(max);
EXEC dbo.block_home_getData N'u', @r OUTPUT;
SELECT @r AS res;
