-- Deletes a definition; the history keeps it. Answers one row as platform.definition_save does: outcome deleted, absent or conflict.
CREATE OR ALTER PROCEDURE platform.definition_delete
  @kind varchar(32),
  @code nvarchar(64),
  @expectedVersion int = NULL,
  @username nvarchar(64) = NULL,
  @comment nvarchar(1000) = NULL
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @version int, @outcome varchar(10);
  BEGIN TRY
    BEGIN TRANSACTION;
    SELECT @version = d.version
    FROM platform.definition AS d WITH (UPDLOCK, HOLDLOCK)
    WHERE d.kind = @kind AND d.code = @code;
    SET @outcome = CASE WHEN @version IS NULL THEN 'absent' WHEN @expectedVersion <> @version THEN 'conflict' ELSE 'deleted' END;
    IF @outcome = 'deleted'
    BEGIN
      EXEC sys.sp_set_session_context @key = N'definition.changedBy', @value = @username;
      EXEC sys.sp_set_session_context @key = N'definition.comment', @value = @comment;
      DELETE FROM platform.definition WHERE kind = @kind AND code = @code;
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

  SELECT @outcome AS outcome, ISNULL(d.version, 0) AS version, (SELECT r.number FROM platform.revision AS r WHERE r.id = 1) AS revision,
    d.body, d.updated, d.updatedBy
  FROM (SELECT 1 AS one) AS always
  LEFT JOIN platform.definition AS d ON d.kind = @kind AND d.code = @code;
END;
GO
