-- People who sign in. An e-mail, when there is one, belongs to one user.
IF OBJECT_ID(N'dbo.as_users', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.as_users (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_as_users PRIMARY KEY,
    username nvarchar(64) NOT NULL,
    fullName nvarchar(128) NOT NULL CONSTRAINT DF_as_users_fullName DEFAULT (N''),
    email nvarchar(128) NULL,
    emailKey AS LOWER(LTRIM(RTRIM(email))) PERSISTED,
    pointID int NULL CONSTRAINT FK_as_users_point REFERENCES dbo.ref_points (id) ON DELETE SET NULL,
    isActive bit NOT NULL CONSTRAINT DF_as_users_isActive DEFAULT (1),
    created datetime2(0) NOT NULL CONSTRAINT DF_as_users_created DEFAULT (dbo.as_now()),
    guid uniqueidentifier ROWGUIDCOL NOT NULL CONSTRAINT DF_as_users_guid DEFAULT (NEWSEQUENTIALID()),
    CONSTRAINT CK_as_users_email CHECK (email IS NULL OR email LIKE N'%_@_%._%')
  );
  CREATE UNIQUE INDEX UX_as_users_username ON dbo.as_users (username) INCLUDE (pointID, isActive);
  CREATE UNIQUE NONCLUSTERED INDEX UX_as_users_email ON dbo.as_users (email) WHERE email IS NOT NULL;
END;
GO
