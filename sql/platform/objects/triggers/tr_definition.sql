-- Whoever changes a definition, cabinet, import or plain SQL: the version rises, the platform's revision rises with it (so every process
-- loads the change), the history keeps the body, and platform.role follows the definitions of kind role. A change of the draft alone
-- changes nothing that is served and is not recorded.
CREATE OR ALTER TRIGGER platform.tr_definition ON platform.definition
AFTER INSERT, UPDATE, DELETE
AS
BEGIN
  SET NOCOUNT ON;
  IF TRIGGER_NESTLEVEL(OBJECT_ID(N'platform.tr_definition')) > 1 RETURN;

  -- platform.definition_save and definition_delete say who and why by these keys; plain SQL by the session or the login.
  DECLARE @named nvarchar(64) = CAST(SESSION_CONTEXT(N'definition.changedBy') AS nvarchar(64));
  DECLARE @someone nvarchar(64) = COALESCE(NULLIF(CAST(SESSION_CONTEXT(N'username') AS nvarchar(64)), N''), LEFT(ORIGINAL_LOGIN(), 64));
  DECLARE @comment nvarchar(1000) = CAST(SESSION_CONTEXT(N'definition.comment') AS nvarchar(1000));
  DECLARE @isUpdatedByGiven bit = 0;
  IF UPDATE(updatedBy) SET @isUpdatedByGiven = 1;

  DECLARE @changed TABLE (
    kind varchar(32) NOT NULL,
    code nvarchar(64) NOT NULL,
    action varchar(8) NOT NULL,
    version int NOT NULL,
    body nvarchar(max) NOT NULL,
    changedBy nvarchar(64) NULL,
    PRIMARY KEY (kind, code)
  );
  INSERT INTO @changed (kind, code, action, version, body, changedBy)
  SELECT ISNULL(i.kind, d.kind), ISNULL(i.code, d.code),
    CASE WHEN d.kind IS NULL THEN 'insert' WHEN i.kind IS NULL THEN 'delete' ELSE 'update' END,
    CASE WHEN i.version > d.version THEN i.version WHEN d.kind IS NULL THEN i.version ELSE d.version + 1 END,
    ISNULL(i.body, d.body),
    COALESCE(@named, CASE WHEN @isUpdatedByGiven = 1 THEN i.updatedBy END, @someone)
  FROM inserted AS i
  FULL OUTER JOIN deleted AS d ON d.kind = i.kind AND d.code = i.code
  WHERE d.kind IS NULL
     OR i.kind IS NULL
     OR i.version <> d.version
     OR i.code COLLATE Latin1_General_BIN2 <> d.code COLLATE Latin1_General_BIN2
     OR i.body COLLATE Latin1_General_BIN2 <> d.body COLLATE Latin1_General_BIN2;
  IF @@ROWCOUNT = 0 RETURN;

  -- A definition that comes back after a deletion goes on counting, so that nobody's old version fits it.
  UPDATE c
  SET version = h.version + 1
  FROM @changed AS c
  CROSS APPLY (SELECT MAX(o.version) AS version FROM platform.definition_history AS o WHERE o.kind = c.kind AND o.code = c.code) AS h
  WHERE c.action = 'insert' AND h.version >= c.version;

  -- The row's lock makes changes queue up, so revisions are committed in their order.
  DECLARE @revision bigint;
  UPDATE platform.revision SET @revision = number = number + 1 WHERE id = 1;

  UPDATE d
  SET version = c.version, revision = @revision, updated = SYSUTCDATETIME(), updatedBy = c.changedBy
  FROM platform.definition AS d
  JOIN @changed AS c ON c.kind = d.kind AND c.code = d.code
  WHERE c.action <> 'delete';

  INSERT INTO platform.definition_history (kind, code, version, revision, body, action, comment, changedBy)
  SELECT c.kind, c.code, c.version, @revision, c.body, c.action, @comment, c.changedBy
  FROM @changed AS c;

  IF NOT EXISTS (SELECT 1 FROM @changed WHERE kind = 'role') RETURN;
  DELETE r
  FROM platform.role AS r
  JOIN @changed AS c ON c.kind = 'role' AND c.code = r.code
  WHERE c.action = 'delete';
  UPDATE r
  SET code = c.code,
      isActive = IIF(JSON_VALUE(c.body, '$.isActive') = N'false', 0, 1),
      requireTotp = IIF(JSON_VALUE(c.body, '$.requireTotp') = N'true', 1, 0)
  FROM platform.role AS r
  JOIN @changed AS c ON c.kind = 'role' AND c.code = r.code;
  INSERT INTO platform.role (code, isActive, requireTotp)
  SELECT c.code, IIF(JSON_VALUE(c.body, '$.isActive') = N'false', 0, 1), IIF(JSON_VALUE(c.body, '$.requireTotp') = N'true', 1, 0)
  FROM @changed AS c
  WHERE c.kind = 'role'
    AND c.action <> 'delete'
    AND NOT EXISTS (SELECT 1 FROM platform.role AS r WHERE r.code = c.code);
END;
GO
