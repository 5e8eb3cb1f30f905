-- Goods and services of an order.
IF OBJECT_ID(N'dbo.ord_orderItems', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.ord_orderItems (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_ord_orderItems PRIMARY KEY NONCLUSTERED,
    orderID int NOT NULL CONSTRAINT FK_ord_orderItems_order REFERENCES dbo.ord_orders (id) ON DELETE CASCADE,
    productID int NULL CONSTRAINT FK_ord_orderItems_product REFERENCES dbo.prd_products (id),
    serviceName nvarchar(256) NULL,
    qty decimal(12, 3) NOT NULL CONSTRAINT CK_ord_orderItems_qty CHECK (qty > 0),
    price decimal(18, 2) NOT NULL,
    amount AS CAST(ROUND(qty * price, 2) AS decimal(18, 2)) PERSISTED NOT NULL,
    ord int NOT NULL CONSTRAINT DF_ord_orderItems_ord DEFAULT (0),
    CONSTRAINT CK_ord_orderItems_subject CHECK ((productID IS NULL AND serviceName IS NOT NULL) OR (productID IS NOT NULL AND serviceName IS NULL))
  );
  CREATE CLUSTERED INDEX CX_ord_orderItems ON dbo.ord_orderItems (orderID, ord, id);
  CREATE UNIQUE INDEX UX_ord_orderItems_product ON dbo.ord_orderItems (orderID, productID) WHERE productID IS NOT NULL;
END;
GO
