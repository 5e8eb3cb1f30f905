-- Which role may move an order from where to where.
IF OBJECT_ID(N'dbo.ord_statusTransitions', N'U') IS NULL
CREATE TABLE dbo.ord_statusTransitions (
  fromID tinyint NOT NULL REFERENCES dbo.ord_statuses (id),
  toID tinyint NOT NULL REFERENCES dbo.ord_statuses (id),
  roles varchar(256) NOT NULL,
  buttonText nvarchar(32) NULL,
  PRIMARY KEY (fromID, toID),
  CHECK (fromID <> toID)
);
GO
