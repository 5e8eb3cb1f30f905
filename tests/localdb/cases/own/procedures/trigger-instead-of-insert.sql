-- INSTEAD OF INSERT on a table: values normalised, unknown ones turned away, identity still works
CREATE TABLE dbo.p (id int IDENTITY PRIMARY KEY, phone varchar(20) NOT NULL);
GO
CREATE TRIGGER dbo.tr_p ON dbo.p INSTEAD OF INSERT AS
BEGIN
  SET NOCOUNT ON;
  INSERT INTO dbo.p (phone) SELECT REPLACE(REPLACE(phone, ' ', ''), '-', '') FROM inserted WHERE phone LIKE '[0-9+]%';
END
GO
INSERT INTO dbo.p (phone) VALUES ('+7 900 11-22'), ('none'), ('8-800');
SELECT phone FROM dbo.p ORDER BY phone;
