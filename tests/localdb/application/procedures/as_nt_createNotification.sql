-- Notifies users: a name, a comma list of names, or role:CODE.
CREATE OR ALTER PROCEDURE dbo.as_nt_createNotification
  @to nvarchar(max), @text nvarchar(1000), @typeCode varchar(32) = 'info', @url nvarchar(256) = NULL, @count int = NULL OUTPUT
AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.nt_notifications (userID, typeCode, [text], url)
  SELECT u.id, @typeCode, @text, @url
  FROM dbo.as_users AS u
  WHERE u.isActive = 1
    AND (
      EXISTS (SELECT 1 FROM dbo.split(@to, N',') AS t WHERE t.value = u.username)
      OR (@to LIKE N'role:%' AND dbo.sec_isUserInRole(u.username, SUBSTRING(@to, 6, 32)) = 1)
    );
  SET @count = @@ROWCOUNT;
END;
GO
