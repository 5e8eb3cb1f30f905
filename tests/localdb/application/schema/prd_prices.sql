-- The price of a product in a price list.
IF OBJECT_ID(N'dbo.prd_prices', N'U') IS NULL
CREATE TABLE dbo.prd_prices (
  priceListID int NOT NULL CONSTRAINT FK_prd_prices_list REFERENCES dbo.prd_priceLists (id) ON DELETE CASCADE,
  productID int NOT NULL CONSTRAINT FK_prd_prices_product REFERENCES dbo.prd_products (id) ON DELETE CASCADE,
  price money NOT NULL,
  CONSTRAINT PK_prd_prices PRIMARY KEY CLUSTERED (priceListID ASC, productID ASC)
);
GO
