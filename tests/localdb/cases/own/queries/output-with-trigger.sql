-- OUTPUT without INTO is refused on a table with triggers: 334; with INTO it works
CREATE TABLE dbo.t (id int IDENTITY PRIMARY KEY, v int);
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER INSERT AS SET NOCOUNT ON;
GO
INSERT INTO dbo.t (v) OUTPUT inserted.id VALUES (1);
GO
DECLARE @ids TABLE (id int);
INSERT INTO dbo.t (v) OUTPUT inserted.id INTO @ids VALUES (1), (2);
SELECT COUNT(*) AS n FROM @ids;
