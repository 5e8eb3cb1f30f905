-- Price lists of a point (or of all points, when pointID is NULL) for a period.
IF OBJECT_ID(N'dbo.prd_priceLists', N'U') IS NULL
CREATE TABLE dbo.prd_priceLists (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_prd_priceLists PRIMARY KEY,
  pointID int NULL CONSTRAINT FK_prd_priceLists_point REFERENCES dbo.ref_points (id),
  name nvarchar(64) NOT NULL,
  validFrom date NOT NULL,
  validTo date NULL,
  CONSTRAINT CK_prd_priceLists_period CHECK (validTo IS NULL OR validTo >= validFrom)
);
GO
