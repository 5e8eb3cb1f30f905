-- Table `managers`: `block`, `unblock`; the supervisor only. The next request of a blocked manager is refused.
CREATE OR ALTER PROCEDURE dbo.[crud_managers_operation]
  @operation nvarchar(64),
  @itemIDs nvarchar(max),
  @parameters dbo.CRUDFilterParameter READONLY,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  IF @operation NOT IN (N'block', N'unblock')
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Такой операции нет.', N'This operation is not known.') AS Msg;
    RETURN;
  END;
  UPDATE u SET isActive = IIF(@operation = N'block', 0, 1)
  FROM platform.[user] AS u
  INNER JOIN platform.user_role AS ur ON ur.userID = u.id AND ur.roleCode = N'manager'
  WHERE u.id IN (SELECT TRY_CAST(v.value AS int) FROM STRING_SPLIT(@itemIDs, N',') AS v)
    -- Who is also supervisor or developer is not the supervisor's to block.
    AND NOT EXISTS (SELECT 1 FROM platform.user_role AS x WHERE x.userID = u.id AND x.roleCode IN (N'supervisor', N'developer'));
  SELECT CASE WHEN @@ROWCOUNT > 0 THEN 1 ELSE 0 END AS Result, N'' AS Msg;
END;
GO
