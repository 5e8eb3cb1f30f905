-- Which user has which role.
IF OBJECT_ID(N'dbo.as_userRoles', N'U') IS NULL
CREATE TABLE dbo.as_userRoles (
  userID int NOT NULL,
  roleID int NOT NULL,
  CONSTRAINT PK_as_userRoles PRIMARY KEY (userID, roleID),
  CONSTRAINT FK_as_userRoles_user FOREIGN KEY (userID) REFERENCES dbo.as_users (id) ON DELETE CASCADE,
  CONSTRAINT FK_as_userRoles_role FOREIGN KEY (roleID) REFERENCES dbo.as_roles (id) ON UPDATE NO ACTION ON DELETE CASCADE
);
GO
