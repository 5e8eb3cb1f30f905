-- Who changed an order's status, when and why.
IF OBJECT_ID(N'dbo.ord_statusHistory', N'U') IS NULL
CREATE TABLE dbo.ord_statusHistory (
  id bigint IDENTITY(1, 1) NOT NULL PRIMARY KEY,
  orderID int NOT NULL FOREIGN KEY REFERENCES dbo.ord_orders (id) ON DELETE CASCADE,
  fromID tinyint NULL,
  toID tinyint NOT NULL,
  comment nvarchar(500) NULL,
  username nvarchar(64) NOT NULL,
  created datetime2(0) NOT NULL DEFAULT dbo.as_now(),
  INDEX IX_ord_statusHistory_order (orderID, id)
);
GO
