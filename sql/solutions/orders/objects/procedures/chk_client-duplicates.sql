-- Check `client-duplicates`: a phone or an e-mail address belongs to one active client only.
CREATE OR ALTER PROCEDURE dbo.[chk_client-duplicates]
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  WITH contacts AS (
    SELECT c.id, N'phone' AS kind, REPLACE(REPLACE(REPLACE(REPLACE(c.phone, N' ', N''), N'-', N''), N'(', N''), N')', N'') AS contact
    FROM dbo.cl_clients AS c
    WHERE c.isActive = 1 AND NULLIF(c.phone, N'') IS NOT NULL
    UNION ALL
    SELECT c.id, N'email', LOWER(c.email) FROM dbo.cl_clients AS c WHERE c.isActive = 1 AND NULLIF(c.email, N'') IS NOT NULL
  )
  SELECT
    x.id AS itemID,
    CONCAT(x.id, N':', x.kind) AS [key],
    CONCAT(c.name, ISNULL(CONCAT(N', ', c.company), N'')) AS text,
    CONCAT(N'/client/', x.id) AS url,
    x.contact,
    IIF(@lang = N'ru', p.nameRu, p.nameEn) AS pointName
  FROM contacts AS x
  INNER JOIN dbo.cl_clients AS c ON c.id = x.id
  INNER JOIN dbo.ref_points AS p ON p.id = c.pointID
  WHERE EXISTS (SELECT 1 FROM contacts AS y WHERE y.kind = x.kind AND y.contact = x.contact AND y.id <> x.id) AND dbo.sec_mayCheck(@username) = 1
  ORDER BY x.contact, x.id;
END;
GO
