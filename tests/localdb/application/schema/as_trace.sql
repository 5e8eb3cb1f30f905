-- What happened, for developers.
IF OBJECT_ID(N'dbo.as_trace', N'U') IS NULL
CREATE TABLE dbo.as_trace (
  id int IDENTITY PRIMARY KEY,
  code nvarchar(64) NOT NULL,
  header nvarchar(256) NULL,
  [text] nvarchar(max) NULL,
  username nvarchar(64) NULL,
  created datetime2(3) NOT NULL DEFAULT SYSUTCDATETIME(),
  INDEX IX_as_trace_code NONCLUSTERED (code, created DESC)
);
GO
