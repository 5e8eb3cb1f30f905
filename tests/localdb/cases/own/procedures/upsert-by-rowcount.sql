-- UPDATE, then INSERT when @@ROWCOUNT is 0; the reverse with NOT EXISTS; OUTPUT says what was done
CREATE TABLE dbo.settings (code varchar(20) PRIMARY KEY, value nvarchar(50), changes int NOT NULL DEFAULT 0);
GO
CREATE PROCEDURE dbo.settings_set @code varchar(20), @value nvarchar(50), @done varchar(10) OUTPUT AS
BEGIN
  SET NOCOUNT ON;
  UPDATE dbo.settings SET value = @value, changes += 1 WHERE code = @code;
  IF @@ROWCOUNT = 0
  BEGIN
    INSERT INTO dbo.settings (code, value) VALUES (@code, @value);
    SET @done = 'inserted';
  END
  ELSE SET @done = 'updated';
END
GO
DECLARE @a varchar(10), @b varchar(10);
EXEC dbo.settings_set 'theme', N'тёмная', @a OUTPUT;
EXEC dbo.settings_set 'THEME', N'светлая', @done = @b OUTPUT;
SELECT @a AS a, @b AS b;
SELECT code, value, changes FROM dbo.settings;
