-- Dashboard `client-home`, panel `orders`: the latest orders.
CREATE OR ALTER PROCEDURE dbo.[dashboard_client-home_orders_getPanelTable]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT TOP (5) o.id, o.number, CONCAT(N'/order/', o.id) AS link_number, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName, o.statusColor AS color_statusName, o.payable, o.created
  FROM dbo.ord_v_orders AS o
  WHERE o.clientID = dbo.sec_clientID(@username)
  ORDER BY o.created DESC, o.id DESC;
  SELECT N'money' AS type_payable, N'date' AS type_created;
END;
GO
