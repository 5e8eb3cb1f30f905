-- Orders. total is kept by the trigger on the items, paid by that on the payments.
IF OBJECT_ID(N'dbo.ord_orders', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.ord_orders (
    id int IDENTITY(1, 1) NOT NULL,
    number varchar(20) NOT NULL,
    clientID int NOT NULL,
    pointID int NOT NULL,
    statusID tinyint NOT NULL CONSTRAINT DF_ord_orders_statusID DEFAULT (1),
    managerID int NULL,
    total decimal(18, 2) NOT NULL CONSTRAINT DF_ord_orders_total DEFAULT (0),
    discountPercent decimal(5, 2) NOT NULL CONSTRAINT DF_ord_orders_discountPercent DEFAULT (0),
    discount AS CONVERT(decimal(18, 2), ROUND(total * discountPercent / 100, 2)) PERSISTED,
    payable AS CONVERT(decimal(18, 2), total - ROUND(total * discountPercent / 100, 2)),
    paid decimal(18, 2) NOT NULL CONSTRAINT DF_ord_orders_paid DEFAULT (0),
    isPaid AS CASE WHEN paid >= total - ROUND(total * discountPercent / 100, 2) AND total > 0 THEN CAST(1 AS bit) ELSE CAST(0 AS bit) END,
    comment nvarchar(1000) NULL,
    deadline date NULL,
    created datetime2(0) NOT NULL CONSTRAINT DF_ord_orders_created DEFAULT (dbo.as_now()),
    createdBy nvarchar(64) NULL,
    updated datetime2(0) NULL,
    isDeleted bit NOT NULL CONSTRAINT DF_ord_orders_isDeleted DEFAULT (0),
    externalID uniqueidentifier NULL,
    rv rowversion NOT NULL,
    CONSTRAINT PK_ord_orders PRIMARY KEY CLUSTERED (id),
    CONSTRAINT UQ_ord_orders_number UNIQUE (number),
    CONSTRAINT FK_ord_orders_client FOREIGN KEY (clientID) REFERENCES dbo.cl_clients (id),
    CONSTRAINT FK_ord_orders_point FOREIGN KEY (pointID) REFERENCES dbo.ref_points (id),
    CONSTRAINT FK_ord_orders_status FOREIGN KEY (statusID) REFERENCES dbo.ord_statuses (id),
    CONSTRAINT FK_ord_orders_manager FOREIGN KEY (managerID) REFERENCES dbo.as_users (id),
    CONSTRAINT CK_ord_orders_discount CHECK (discountPercent >= 0 AND discountPercent <= 50),
    CONSTRAINT CK_ord_orders_paid CHECK (paid >= 0)
  );
  CREATE INDEX IX_ord_orders_client ON dbo.ord_orders (clientID, created DESC);
  CREATE INDEX IX_ord_orders_point ON dbo.ord_orders (pointID, statusID) INCLUDE (created, total);
  CREATE INDEX IX_ord_orders_created ON dbo.ord_orders (created);
  CREATE UNIQUE INDEX UX_ord_orders_externalID ON dbo.ord_orders (externalID) WHERE externalID IS NOT NULL;
END;
GO
