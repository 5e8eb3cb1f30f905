-- Points of sale.
IF OBJECT_ID(N'dbo.ref_points', N'U') IS NULL
CREATE TABLE dbo.ref_points (
  id int IDENTITY(1, 1) NOT NULL,
  code varchar(16) NOT NULL,
  name nvarchar(128) NOT NULL,
  address nvarchar(256) NULL,
  bonusPercent decimal(5, 2) NOT NULL CONSTRAINT DF_ref_points_bonusPercent DEFAULT (5),
  ord int NOT NULL CONSTRAINT DF_ref_points_ord DEFAULT (0),
  isActive bit NOT NULL CONSTRAINT DF_ref_points_isActive DEFAULT (1),
  created datetime2(0) NOT NULL CONSTRAINT DF_ref_points_created DEFAULT (dbo.as_now()),
  CONSTRAINT PK_ref_points PRIMARY KEY CLUSTERED (id),
  CONSTRAINT UQ_ref_points_code UNIQUE NONCLUSTERED (code),
  CONSTRAINT CK_ref_points_bonusPercent CHECK (bonusPercent BETWEEN 0 AND 100)
);
GO
