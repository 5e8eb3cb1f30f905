-- Global search over what the user may see.
CREATE OR ALTER PROCEDURE dbo.as_search @text nvarchar(128), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @like nvarchar(300) = N'%' + REPLACE(REPLACE(REPLACE(@text, N'\', N'\\'), N'%', N'\%'), N'_', N'\_') + N'%';
  SELECT TOP (20) r.kind, r.title, r.url
  FROM (
    SELECT 1 AS ord, N'Заказ' AS kind, o.number AS title, CONCAT(N'/order/', o.id) AS url FROM dbo.ord_v_orders AS o WHERE o.number LIKE @like ESCAPE N'\' AND o.id IN (SELECT id FROM dbo.ord_allowed(@username))
    UNION ALL
    SELECT 2, N'Товар', p.name, CONCAT(N'/product/', p.id) FROM dbo.prd_products AS p WHERE p.isActive = 1 AND (p.name LIKE @like ESCAPE N'\' OR p.sku LIKE @like ESCAPE N'\')
    UNION ALL
    SELECT 3, N'Клиент', c.name, CONCAT(N'/client/', c.id) FROM dbo.cl_clients AS c WHERE c.name LIKE @like ESCAPE N'\' AND dbo.sec_hasAccessByUsersRoles(@username, N'', N'admin,manager') = 1
  ) AS r
  ORDER BY r.ord, r.title;
END;
GO
