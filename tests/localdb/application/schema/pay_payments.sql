-- Money: positive comes in, negative is given back. typeCode says from where.
IF OBJECT_ID(N'dbo.pay_payments', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.pay_payments (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_pay_payments PRIMARY KEY,
    clientID int NOT NULL CONSTRAINT FK_pay_payments_client REFERENCES dbo.cl_clients (id),
    orderID int NULL CONSTRAINT FK_pay_payments_order REFERENCES dbo.ord_orders (id),
    typeCode varchar(16) NOT NULL CONSTRAINT CK_pay_payments_type CHECK (typeCode IN ('bank', 'cash', 'balance', 'points')),
    amount decimal(18, 2) NOT NULL CONSTRAINT CK_pay_payments_amount CHECK (amount <> 0),
    externalID varchar(64) NULL,
    created datetime2(0) NOT NULL CONSTRAINT DF_pay_payments_created DEFAULT (dbo.as_now()),
    createdBy nvarchar(64) NULL
  );
  CREATE INDEX IX_pay_payments_order ON dbo.pay_payments (orderID) WHERE orderID IS NOT NULL;
  CREATE UNIQUE INDEX UX_pay_payments_external ON dbo.pay_payments (externalID) WHERE externalID IS NOT NULL;
END;
GO
