-- Table `managers`: users with the role manager and their points (filter itemID or pointID: of one point); the supervisor and the developer.
CREATE OR ALTER PROCEDURE dbo.[crud_managers_getItems]
  @filters dbo.CRUDFilterParameter READONLY,
  @sort sql_variant,
  @direction nvarchar(8),
  @page int,
  @pageSize int,
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @search nvarchar(200), @pointID int, @isActive bit;
  SELECT @search = MAX(CASE WHEN [Key] = N'search' THEN NULLIF([Value], N'') END),
    @pointID = TRY_CAST(MAX(CASE WHEN [Key] = N'pointID' THEN NULLIF([Value], N'') END) AS int),
    @isActive = TRY_CAST(MAX(CASE WHEN [Key] = N'isActive' THEN NULLIF([Value], N'') END) AS bit)
  FROM @filters;
  SELECT @pointID = ISNULL(@pointID, TRY_CAST(MAX(CASE WHEN [Key] = N'itemID' THEN NULLIF([Value], N'') END) AS int)), @search = dbo.ord_likePattern(@search) FROM @filters;
  DECLARE @sortText nvarchar(64) = ISNULL(CONVERT(nvarchar(64), @sort), N'name');
  SELECT @direction = CASE WHEN @sort IS NULL THEN N'asc' WHEN @direction = N'asc' THEN N'asc' ELSE N'desc' END,
    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END, @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;

  SELECT u.id, u.username, ISNULL(NULLIF(u.displayName, N''), u.username) AS name, u.username AS desc_name, u.email, u.phone, u.isActive, u.lastLogin, CASE WHEN u.isActive = 0 THEN IIF(@lang = N'ru', N'Заблокирован', N'Blocked') END AS badge_name,
    (SELECT STRING_AGG(IIF(@lang = N'ru', p.nameRu, p.nameEn), N', ') FROM dbo.ref_pointManagers AS pm INNER JOIN dbo.ref_points AS p ON p.id = pm.pointID WHERE pm.username = u.username) AS points,
    (SELECT COUNT(*) FROM dbo.ord_v_orders AS o WHERE o.managerUsername = u.username AND o.isFinal = 0) AS openOrders
  FROM platform.[user] AS u
  INNER JOIN platform.user_role AS ur ON ur.userID = u.id AND ur.roleCode = N'manager'
  WHERE (dbo.sec_isUserInRole(@username, N'supervisor') = 1 OR dbo.sec_isUserInRole(@username, N'developer') = 1)
    AND (@search IS NULL OR u.username LIKE @search OR u.displayName LIKE @search OR u.email LIKE @search) AND (@isActive IS NULL OR u.isActive = @isActive)
    AND (@pointID IS NULL OR u.username IN (SELECT pm.username FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID))
  ORDER BY
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'name' THEN u.displayName WHEN N'email' THEN u.email END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'name' THEN u.displayName WHEN N'email' THEN u.email END END DESC,
    CASE WHEN @direction = N'asc' THEN CASE @sortText WHEN N'lastLogin' THEN u.lastLogin END END,
    CASE WHEN @direction = N'desc' THEN CASE @sortText WHEN N'lastLogin' THEN u.lastLogin END END DESC,
    u.id
  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY

  SELECT COUNT(*) AS total
  FROM platform.[user] AS u
  INNER JOIN platform.user_role AS ur ON ur.userID = u.id AND ur.roleCode = N'manager'
  WHERE (dbo.sec_isUserInRole(@username, N'supervisor') = 1 OR dbo.sec_isUserInRole(@username, N'developer') = 1)
    AND (@search IS NULL OR u.username LIKE @search OR u.displayName LIKE @search OR u.email LIKE @search) AND (@isActive IS NULL OR u.isActive = @isActive)
    AND (@pointID IS NULL OR u.username IN (SELECT pm.username FROM dbo.ref_pointManagers AS pm WHERE pm.pointID = @pointID));
END;
GO
