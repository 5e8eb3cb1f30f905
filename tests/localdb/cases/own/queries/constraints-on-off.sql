-- NOCHECK CONSTRAINT lets bad rows in, CHECK CONSTRAINT works for new ones again, WITH CHECK looks at the old ones
CREATE TABLE dbo.t (id int PRIMARY KEY, v int CONSTRAINT CK_v CHECK (v > 0));
GO
ALTER TABLE dbo.t NOCHECK CONSTRAINT CK_v;
INSERT INTO dbo.t VALUES (1, -1);
ALTER TABLE dbo.t CHECK CONSTRAINT CK_v;
SELECT COUNT(*) AS n FROM dbo.t;
SELECT is_disabled, is_not_trusted FROM sys.check_constraints WHERE name = 'CK_v';
GO
INSERT INTO dbo.t VALUES (2, -2);
GO
ALTER TABLE dbo.t WITH CHECK CHECK CONSTRAINT CK_v;
