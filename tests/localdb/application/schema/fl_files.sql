-- Files of orders, products and clients, the content inside.
IF OBJECT_ID(N'dbo.fl_files', N'U') IS NULL
CREATE TABLE dbo.fl_files (
  id uniqueidentifier NOT NULL CONSTRAINT DF_fl_files_id DEFAULT (NEWID()) CONSTRAINT PK_fl_files PRIMARY KEY NONCLUSTERED,
  resourceCode varchar(32) NOT NULL,
  itemID int NOT NULL,
  name nvarchar(256) NOT NULL,
  ext AS LOWER(CASE WHEN CHARINDEX(N'.', name) > 0 THEN RIGHT(name, CHARINDEX(N'.', REVERSE(name)) - 1) ELSE N'' END),
  content varbinary(max) NULL,
  size AS DATALENGTH(content),
  ord int NOT NULL DEFAULT 0,
  created datetimeoffset(0) NOT NULL DEFAULT SYSDATETIMEOFFSET(),
  createdBy nvarchar(64) NULL,
  INDEX CX_fl_files CLUSTERED (resourceCode, itemID, ord)
);
GO
