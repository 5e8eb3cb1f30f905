-- Roles of the cabinets.
IF OBJECT_ID(N'dbo.as_roles', N'U') IS NULL
CREATE TABLE dbo.as_roles (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_as_roles PRIMARY KEY,
  code varchar(32) NOT NULL CONSTRAINT UQ_as_roles_code UNIQUE,
  name nvarchar(64) NOT NULL
);
GO
