-- Runs every check of the catalogue and counts violations.
CREATE OR ALTER PROCEDURE dbo.chk_runAll @username nvarchar(64) = NULL
AS
BEGIN
  SET NOCOUNT ON;
  CREATE TABLE #violations (itemID int, text nvarchar(1000), url nvarchar(256), severity varchar(16), [check] sysname NULL);
  DECLARE @name sysname, @sql nvarchar(400);
  DECLARE checks CURSOR LOCAL STATIC READ_ONLY FORWARD_ONLY FOR
    SELECT name FROM sys.procedures WHERE name LIKE N'chk[_]%' AND name NOT LIKE N'%[_]fix' AND name <> OBJECT_NAME(@@PROCID) ORDER BY name;
  OPEN checks;
  FETCH NEXT FROM checks INTO @name;
  WHILE @@FETCH_STATUS = 0
  BEGIN
    SET @sql = N'EXEC dbo.' + QUOTENAME(@name) + N' @username = @u';
    INSERT INTO #violations (itemID, text, url, severity) EXEC sp_executesql @sql, N'@u nvarchar(64)', @u = @username;
    UPDATE #violations SET [check] = @name WHERE [check] IS NULL;
    FETCH NEXT FROM checks INTO @name;
  END;
  SELECT [check], itemID, text, url FROM #violations ORDER BY [check], itemID;
  DECLARE @result int = (SELECT COUNT(*) FROM #violations);
  RETURN @result;
END;
GO
