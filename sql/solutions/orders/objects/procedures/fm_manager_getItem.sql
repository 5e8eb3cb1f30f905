-- Form `manager` (supervisor): who and at which points. itemID is the user's id.
CREATE OR ALTER PROCEDURE dbo.[fm_manager_getItem]
  @itemID nvarchar(64),
  @username nvarchar(64),
  @parameters dbo.CRUDFilterParameter READONLY,
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT u.id, u.username AS login, u.displayName, u.email, u.phone, u.lang AS userLang, u.isActive, (SELECT STRING_AGG(CAST(pm.pointID AS nvarchar(16)), N',') FROM dbo.ref_pointManagers AS pm WHERE pm.username = u.username) AS points
  FROM platform.[user] AS u
  INNER JOIN platform.user_role AS ur ON ur.userID = u.id AND ur.roleCode = N'manager'
  WHERE u.id = TRY_CAST(@itemID AS int) AND (dbo.sec_isUserInRole(@username, N'supervisor') = 1 OR dbo.sec_isUserInRole(@username, N'developer') = 1);
END;
GO
