-- Goods. Attributes are a JSON object of the category's own fields.
IF OBJECT_ID(N'dbo.prd_products', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.prd_products (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_prd_products PRIMARY KEY,
    categoryID int NOT NULL CONSTRAINT FK_prd_products_category REFERENCES dbo.prd_categories (id),
    sku varchar(32) NOT NULL,
    name nvarchar(256) NOT NULL,
    unit nvarchar(16) NOT NULL CONSTRAINT DF_prd_products_unit DEFAULT (N'шт'),
    basePrice decimal(18, 2) NOT NULL CONSTRAINT CK_prd_products_basePrice CHECK (basePrice >= 0),
    attributes nvarchar(max) NULL CONSTRAINT CK_prd_products_attributes CHECK (ISJSON(attributes) = 1),
    color AS CAST(JSON_VALUE(attributes, '$.color') AS nvarchar(64)),
    isActive bit NOT NULL CONSTRAINT DF_prd_products_isActive DEFAULT (1),
    created datetime2(0) NOT NULL CONSTRAINT DF_prd_products_created DEFAULT (dbo.as_now()),
    updated datetime2(0) NULL
  );
  CREATE UNIQUE INDEX UX_prd_products_sku ON dbo.prd_products (sku) WHERE isActive = 1;
  CREATE INDEX IX_prd_products_category ON dbo.prd_products (categoryID) INCLUDE (name, basePrice) WITH (FILLFACTOR = 90);
END;
GO
