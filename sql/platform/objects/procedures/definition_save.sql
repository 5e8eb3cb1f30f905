-- Saves a definition's body. @expectedVersion is the version that the writer saw: 0 for a new one, NULL to save whatever is there.
-- Answers one row: outcome (created, updated, unchanged, conflict), version, revision, and for a conflict the body that is there now
-- (no body: it was deleted meanwhile). Called by metadata/store.ts.
CREATE OR ALTER PROCEDURE platform.definition_save
  @kind varchar(32),
  @code nvarchar(64),
  @body nvarchar(max),
  @expectedVersion int = NULL,
  @username nvarchar(64) = NULL,
  @comment nvarchar(1000) = NULL
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF ISNULL(ISJSON(@body), 0) = 0 THROW 50001, N'The body of a definition must be JSON.', 1;
  DECLARE @version int, @current nvarchar(max), @draft nvarchar(max), @outcome varchar(10);
  BEGIN TRY
    BEGIN TRANSACTION;
    SELECT @version = d.version, @current = d.body, @draft = d.draft
    FROM platform.definition AS d WITH (UPDLOCK, HOLDLOCK)
    WHERE d.kind = @kind AND d.code = @code;

    SET @outcome = CASE
      WHEN @expectedVersion IS NOT NULL AND @expectedVersion <> ISNULL(@version, 0) THEN 'conflict'
      WHEN @version IS NULL THEN 'created'
      WHEN @current COLLATE Latin1_General_BIN2 = @body COLLATE Latin1_General_BIN2 AND @draft IS NULL THEN 'unchanged'
      ELSE 'updated'
    END;
    IF @outcome IN ('created', 'updated')
    BEGIN
      EXEC sys.sp_set_session_context @key = N'definition.changedBy', @value = @username;
      EXEC sys.sp_set_session_context @key = N'definition.comment', @value = @comment;
      IF @outcome = 'created'
        INSERT INTO platform.definition (kind, code, body, updatedBy) VALUES (@kind, @code, @body, @username);
      ELSE
        UPDATE platform.definition SET body = @body, draft = NULL, draftBy = NULL, draftAt = NULL WHERE kind = @kind AND code = @code;
      EXEC sys.sp_set_session_context @key = N'definition.changedBy', @value = NULL;
      EXEC sys.sp_set_session_context @key = N'definition.comment', @value = NULL;
    END;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    EXEC sys.sp_set_session_context @key = N'definition.changedBy', @value = NULL;
    EXEC sys.sp_set_session_context @key = N'definition.comment', @value = NULL;
    THROW;
  END CATCH;

  SELECT @outcome AS outcome, ISNULL(d.version, 0) AS version, ISNULL(d.revision, 0) AS revision,
    IIF(@outcome = 'conflict', d.body, NULL) AS body, d.updated, d.updatedBy
  FROM (SELECT 1 AS one) AS always
  LEFT JOIN platform.definition AS d ON d.kind = @kind AND d.code = @code;
END;
GO
