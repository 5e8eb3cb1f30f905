-- Statuses of an order.
IF OBJECT_ID(N'dbo.ord_statuses', N'U') IS NULL
CREATE TABLE dbo.ord_statuses (
  id tinyint NOT NULL CONSTRAINT PK_ord_statuses PRIMARY KEY,
  code varchar(16) NOT NULL CONSTRAINT UQ_ord_statuses_code UNIQUE,
  name nvarchar(32) NOT NULL,
  color char(7) NOT NULL CONSTRAINT DF_ord_statuses_color DEFAULT ('#808080'),
  ord smallint NOT NULL,
  isFinal bit NOT NULL CONSTRAINT DF_ord_statuses_isFinal DEFAULT ((0))
);
GO
