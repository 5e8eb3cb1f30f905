-- A setting's value may stand on any page: a change raises the platform's revision, so that every process reads it with its next request.
CREATE OR ALTER TRIGGER platform.tr_setting ON platform.setting
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  SET NOCOUNT ON;
  IF NOT EXISTS (SELECT 1 FROM inserted) AND NOT EXISTS (SELECT 1 FROM deleted) RETURN;
  UPDATE platform.revision SET number = number + 1 WHERE id = 1;
END;
GO
