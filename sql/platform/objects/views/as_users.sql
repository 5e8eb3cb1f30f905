-- People who sign in, without what belongs to signing in. Changes go through to platform.[user].
CREATE OR ALTER VIEW dbo.as_users
AS
SELECT u.id, u.username, u.displayName, u.email, u.phone, u.avatarFileID, u.lang, u.isActive, u.isEmailConfirmed, u.created, u.lastLogin
FROM platform.[user] AS u;
GO
