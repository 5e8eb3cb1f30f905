-- Clients of the points.
IF OBJECT_ID(N'dbo.cl_clients', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.cl_clients (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_cl_clients PRIMARY KEY,
    userID int NULL CONSTRAINT FK_cl_clients_user REFERENCES dbo.as_users (id),
    pointID int NOT NULL CONSTRAINT FK_cl_clients_point REFERENCES dbo.ref_points (id),
    name nvarchar(128) NOT NULL,
    phone dbo.PhoneNumber,
    balance decimal(18, 2) NOT NULL CONSTRAINT DF_cl_clients_balance DEFAULT (0),
    points int NOT NULL CONSTRAINT DF_cl_clients_points DEFAULT (0),
    isDeleted bit NOT NULL CONSTRAINT DF_cl_clients_isDeleted DEFAULT (0),
    created datetime2(0) NOT NULL CONSTRAINT DF_cl_clients_created DEFAULT (dbo.as_now()),
    CONSTRAINT CK_cl_clients_balance CHECK (balance >= 0),
    CONSTRAINT CK_cl_clients_points CHECK (points >= 0)
  );
  CREATE UNIQUE INDEX UX_cl_clients_user ON dbo.cl_clients (userID) WHERE userID IS NOT NULL;
  CREATE UNIQUE INDEX UX_cl_clients_phone ON dbo.cl_clients (phone) WHERE phone IS NOT NULL AND isDeleted = 0;
END;
GO
