-- Compatibility helpers: dbo.split, settings with a typed default, sec_isUserInRole, as_print
CREATE TABLE dbo.as_settings (code varchar(32) PRIMARY KEY, value nvarchar(max));
INSERT INTO dbo.as_settings VALUES ('pageSize', N'25'), ('vat', N'0.2');
GO
CREATE FUNCTION dbo.split (@text nvarchar(max), @sep nvarchar(5)) RETURNS @r TABLE (n int IDENTITY(1, 1), Value nvarchar(max)) AS
BEGIN
  DECLARE @p int;
  WHILE LEN(@text) > 0
  BEGIN
    SET @p = CHARINDEX(@sep, @text);
    IF @p = 0 SET @p = LEN(@text) + 1;
    INSERT INTO @r (Value) VALUES (LTRIM(RTRIM(LEFT(@text, @p - 1))));
    SET @text = SUBSTRING(@text, @p + LEN(@sep), LEN(@text));
  END
  RETURN;
END
GO
CREATE FUNCTION dbo.setting (@code varchar(32), @default nvarchar(50)) RETURNS nvarchar(50) AS BEGIN RETURN ISNULL((SELECT CAST(value AS nvarchar(50)) FROM dbo.as_settings WHERE code = @code), @default); END
GO
SELECT n, Value FROM dbo.split(N'admin, manager ,,client', N',') ORDER BY n;
SELECT CAST(dbo.setting('pageSize', N'10') AS int) AS size, CAST(dbo.setting('vat', N'0') AS decimal(5,2)) AS vat, dbo.setting('none', N'-') AS none;
