-- Settings of the solution.
IF OBJECT_ID(N'dbo.as_settings', N'U') IS NULL
CREATE TABLE dbo.as_settings (
  code varchar(64) NOT NULL PRIMARY KEY,
  value nvarchar(max) NULL,
  updated datetime NOT NULL DEFAULT GETDATE(),
  updatedBy nvarchar(64) NULL
);
GO
