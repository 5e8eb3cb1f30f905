-- The tree of categories.
IF OBJECT_ID(N'dbo.prd_categories', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.prd_categories (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_prd_categories PRIMARY KEY,
    parentID int NULL CONSTRAINT FK_prd_categories_parent FOREIGN KEY REFERENCES dbo.prd_categories (id),
    name nvarchar(128) NOT NULL,
    ord int NOT NULL CONSTRAINT DF_prd_categories_ord DEFAULT 0,
    isActive bit NOT NULL CONSTRAINT DF_prd_categories_isActive DEFAULT 1,
    CONSTRAINT CK_prd_categories_parent CHECK (parentID <> id)
  );
  CREATE UNIQUE INDEX UX_prd_categories_name ON dbo.prd_categories (parentID, name);
END;
GO
