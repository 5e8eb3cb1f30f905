-- Bonus points: accruals and write-offs.
IF OBJECT_ID(N'dbo.bns_operations', N'U') IS NULL
CREATE TABLE dbo.bns_operations (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_bns_operations PRIMARY KEY,
  clientID int NOT NULL CONSTRAINT FK_bns_operations_client REFERENCES dbo.cl_clients (id),
  orderID int NULL,
  points int NOT NULL,
  reason nvarchar(128) NOT NULL,
  expires date NULL,
  isExpired bit NOT NULL CONSTRAINT DF_bns_operations_isExpired DEFAULT (0),
  created datetime2(0) NOT NULL CONSTRAINT DF_bns_operations_created DEFAULT (dbo.as_now())
);
GO
