-- Changes of fields, written by triggers.
IF OBJECT_ID(N'dbo.aud_changes', N'U') IS NULL
CREATE TABLE dbo.aud_changes (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_aud_changes PRIMARY KEY,
  tableName sysname NOT NULL,
  itemID int NOT NULL,
  field sysname NOT NULL,
  oldValue sql_variant NULL,
  newValue sql_variant NULL,
  username nvarchar(64) NULL,
  changed datetime2(0) NOT NULL CONSTRAINT DF_aud_changes_changed DEFAULT (dbo.as_now())
);
GO
