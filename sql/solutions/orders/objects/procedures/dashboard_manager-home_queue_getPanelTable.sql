-- Dashboard `manager-home`, panel `queue`: open orders by deadline.
CREATE OR ALTER PROCEDURE dbo.[dashboard_manager-home_queue_getPanelTable]
  @username nvarchar(64),
  @filter nvarchar(max) = NULL,
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT TOP (8) o.id, o.number, CONCAT(N'/order/', o.id) AS link_number, o.clientName, IIF(@lang = N'ru', o.statusNameRu, o.statusNameEn) AS statusName, o.statusColor AS color_statusName, o.payable, o.deadline
  FROM dbo.ord_allowed(@username) AS a
  INNER JOIN dbo.ord_v_orders AS o ON o.id = a.id AND o.isFinal = 0
  WHERE EXISTS (SELECT 1 FROM dbo.sec_scope(@username) AS s WHERE s.pointID IS NOT NULL)
  ORDER BY CASE WHEN o.deadline IS NULL THEN 1 ELSE 0 END, o.deadline, o.id;
  SELECT N'money' AS type_payable;
END;
GO
