-- Check `client-accounts`: the account of an active client exists and is active.
CREATE OR ALTER PROCEDURE dbo.[chk_client-accounts]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  SELECT
    c.id AS itemID,
    c.name AS text,
    CONCAT(N'/client/', c.id) AS url,
    c.username AS login,
    CASE
      WHEN u.id IS NULL THEN IIF(@lang = N'ru', N'нет такого пользователя', N'no such user')
      ELSE IIF(@lang = N'ru', N'пользователь отключён', N'the user is disabled')
    END AS problem
  FROM dbo.cl_clients AS c
  LEFT JOIN platform.[user] AS u ON u.username = c.username
  WHERE c.isActive = 1 AND c.username IS NOT NULL AND ISNULL(u.isActive, 0) = 0 AND dbo.sec_mayCheck(@username) = 1
  ORDER BY c.name, c.id;
END;
GO
