-- The current time, which tests and recalculations may fix by the session context key "now". Defaults of columns refer to it, so
-- it is made once and not altered.
IF OBJECT_ID(N'dbo.as_now', N'FN') IS NULL
  EXEC sys.sp_executesql N'
CREATE FUNCTION dbo.as_now() RETURNS datetime2(0)
AS
BEGIN
  RETURN ISNULL(TRY_CONVERT(datetime2(0), CONVERT(nvarchar(32), SESSION_CONTEXT(N''now'')), 126), SYSDATETIME());
END;';
GO
