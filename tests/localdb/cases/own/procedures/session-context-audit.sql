-- The user of a session in defaults, triggers and views through SESSION_CONTEXT
CREATE TABLE dbo.t (id int PRIMARY KEY, owner nvarchar(32) NOT NULL DEFAULT (ISNULL(CAST(SESSION_CONTEXT(N'username') AS nvarchar(32)), N'-')), changedBy nvarchar(32) NULL);
GO
CREATE TRIGGER dbo.tr ON dbo.t AFTER UPDATE AS BEGIN SET NOCOUNT ON; IF UPDATE(changedBy) RETURN; UPDATE t SET changedBy = CAST(SESSION_CONTEXT(N'username') AS nvarchar(32)) FROM dbo.t AS t JOIN inserted AS i ON i.id = t.id; END
GO
CREATE VIEW dbo.mine AS SELECT id FROM dbo.t WHERE owner = CAST(SESSION_CONTEXT(N'username') AS nvarchar(32));
GO
INSERT INTO dbo.t (id) VALUES (1);
EXEC sp_set_session_context N'username', N'olga';
INSERT INTO dbo.t (id) VALUES (2);
UPDATE dbo.t SET owner = UPPER(owner) WHERE id = 2;
SELECT id, owner, changedBy FROM dbo.t ORDER BY id;
SELECT id FROM dbo.mine;
