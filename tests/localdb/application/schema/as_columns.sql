-- Columns that came after the first release.
IF COL_LENGTH(N'dbo.cl_clients', N'discountPercent') IS NULL
  ALTER TABLE dbo.cl_clients ADD discountPercent decimal(5, 2) NOT NULL CONSTRAINT DF_cl_clients_discountPercent DEFAULT (0) WITH VALUES;
GO
IF COL_LENGTH(N'dbo.nt_notifications', N'readAt') IS NULL
  ALTER TABLE dbo.nt_notifications ADD readAt datetime2(0) NULL, additional nvarchar(max) NULL;
GO
IF NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = 'dbo' AND TABLE_NAME = 'ord_statuses' AND COLUMN_NAME = 'icon')
  ALTER TABLE dbo.ord_statuses ADD icon varchar(32) NULL;
GO
IF EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'as_trace' AND COLUMN_NAME = 'header' AND CHARACTER_MAXIMUM_LENGTH < 512)
  ALTER TABLE dbo.as_trace ALTER COLUMN header nvarchar(512) NULL;
GO
IF NOT EXISTS (SELECT 1 FROM sys.check_constraints WHERE name = N'CK_cl_clients_phone' AND parent_object_id = OBJECT_ID(N'dbo.cl_clients'))
  ALTER TABLE dbo.cl_clients WITH NOCHECK ADD CONSTRAINT CK_cl_clients_phone CHECK (phone NOT LIKE '%[^0-9]%');
ALTER TABLE dbo.cl_clients WITH CHECK CHECK CONSTRAINT CK_cl_clients_phone;
GO
