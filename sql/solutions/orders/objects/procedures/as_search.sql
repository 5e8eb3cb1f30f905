-- Search of the whole cabinet: orders, requests, clients, products that the user may see; at most five of each.
CREATE OR ALTER PROCEDURE dbo.[as_search]
  @text nvarchar(200),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @pattern nvarchar(700) = dbo.ord_likePattern(@text);
  SELECT x.kind, x.title, x.subtitle, x.url, x.icon
  FROM (
    SELECT q.ord, q.kind, q.title, q.subtitle, q.url, q.icon FROM (
      SELECT TOP (5) 1 AS ord, IIF(@lang = N'ru', N'Заказ', N'Order') AS kind, o.number AS title, CONCAT(o.clientName, N' · ', IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn)) AS subtitle, CONCAT(N'/order/', o.id) AS url, N'box-seam' AS icon
      FROM dbo.ord_allowed(@username) AS a INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id
      WHERE @pattern IS NOT NULL AND (o.number LIKE @pattern OR o.clientName LIKE @pattern OR o.comment LIKE @pattern)
      ORDER BY o.id DESC
    ) AS q
    UNION ALL
    SELECT q.ord, q.kind, q.title, q.subtitle, q.url, q.icon FROM (
      SELECT TOP (5) 2 AS ord, IIF(@lang = N'ru', N'Заявка', N'Request') AS kind, r.number AS title, r.subject AS subtitle, CONCAT(N'/request/', r.id) AS url, N'wrench' AS icon
      FROM dbo.srv_allowed(@username) AS a INNER JOIN dbo.srv_requests AS r ON r.id = a.id
      WHERE @pattern IS NOT NULL AND (r.number LIKE @pattern OR r.subject LIKE @pattern)
      ORDER BY r.id DESC
    ) AS q
    UNION ALL
    SELECT q.ord, q.kind, q.title, q.subtitle, q.url, q.icon FROM (
      SELECT TOP (5) 3 AS ord, IIF(@lang = N'ru', N'Клиент', N'Client') AS kind, c.name AS title, c.company AS subtitle, CONCAT(N'/client/', c.id) AS url, N'person' AS icon
      FROM dbo.cl_allowed(@username) AS a INNER JOIN dbo.cl_clients AS c ON c.id = a.id
      WHERE @pattern IS NOT NULL AND a.isOwn = 0 AND (c.name LIKE @pattern OR c.company LIKE @pattern OR c.phone LIKE @pattern)
      ORDER BY c.name
    ) AS q
    UNION ALL
    SELECT q.ord, q.kind, q.title, q.subtitle, q.url, q.icon FROM (
      SELECT TOP (5) 4 AS ord, IIF(@lang = N'ru', N'Товар', N'Product') AS kind, IIF(@lang = N'ru', p.nameRu, p.nameEn) AS title, p.sku AS subtitle, CONCAT(N'/product/', p.id) AS url, N'box' AS icon
      FROM dbo.prd_products AS p
      WHERE @pattern IS NOT NULL AND p.isActive = 1 AND EXISTS (SELECT 1 FROM dbo.sec_scope(@username)) AND (p.nameEn LIKE @pattern OR p.nameRu LIKE @pattern OR p.sku LIKE @pattern)
      ORDER BY p.ord
    ) AS q
  ) AS x
  ORDER BY x.ord, x.title;
END;
GO
