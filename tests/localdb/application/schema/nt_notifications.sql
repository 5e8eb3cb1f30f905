-- Notifications of users.
IF OBJECT_ID(N'dbo.nt_notifications', N'U') IS NULL
BEGIN
  CREATE TABLE dbo.nt_notifications (
    id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_nt_notifications PRIMARY KEY,
    userID int NOT NULL CONSTRAINT FK_nt_notifications_user REFERENCES dbo.as_users (id) ON DELETE CASCADE,
    typeCode varchar(32) NOT NULL,
    [text] nvarchar(1000) NOT NULL,
    url nvarchar(256) NULL,
    isRead bit NOT NULL CONSTRAINT DF_nt_notifications_isRead DEFAULT (0),
    created datetime2(0) NOT NULL CONSTRAINT DF_nt_notifications_created DEFAULT (dbo.as_now())
  );
  CREATE INDEX IX_nt_notifications_unread ON dbo.nt_notifications (userID) WHERE isRead = 0;
END;
GO
