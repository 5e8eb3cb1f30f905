-- Ends a run with what it found: @rows is JSON [{"key", "itemID", "severity", "url", "body", "ord"}], @total counts also what is not kept.
-- Answers the violations that the run before did not see. Caller: engine/checks.
CREATE OR ALTER PROCEDURE platform.check_store
  @runID bigint,
  @rows nvarchar(max),
  @total int,
  @ms int
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @now datetime2(3) = SYSUTCDATETIME(), @code nvarchar(64);
  SELECT @code = r.code FROM platform.check_run AS r WHERE r.id = @runID;
  DECLARE @found TABLE (
    violationKey nvarchar(200) NOT NULL PRIMARY KEY,
    itemID nvarchar(64) NULL,
    severity varchar(8) NOT NULL,
    url nvarchar(1000) NULL,
    body nvarchar(max) NOT NULL,
    ord int NOT NULL,
    isNew bit NOT NULL
  );
  INSERT INTO @found (violationKey, itemID, severity, url, body, ord, isNew)
  SELECT j.[key], j.itemID, j.severity, j.url, j.body, j.ord, 1
  FROM OPENJSON(@rows) WITH (
    [key] nvarchar(200), itemID nvarchar(64), severity varchar(8), url nvarchar(1000), body nvarchar(max) AS JSON, ord int
  ) AS j;
  BEGIN TRY
    BEGIN TRANSACTION;
    UPDATE f SET isNew = 0
    FROM @found AS f
    INNER JOIN platform.check_violation AS v ON v.code = @code AND v.violationKey = f.violationKey
    WHERE v.gone IS NULL;
    UPDATE v
    SET
      itemID = f.itemID,
      severity = f.severity,
      url = f.url,
      body = f.body,
      ord = f.ord,
      firstSeen = IIF(f.isNew = 1, @now, v.firstSeen),
      lastSeen = @now,
      gone = NULL,
      runID = @runID
    FROM platform.check_violation AS v
    INNER JOIN @found AS f ON f.violationKey = v.violationKey
    WHERE v.code = @code;
    INSERT INTO platform.check_violation (code, violationKey, itemID, severity, url, body, ord, firstSeen, lastSeen, runID)
    SELECT @code, f.violationKey, f.itemID, f.severity, f.url, f.body, f.ord, @now, @now, @runID
    FROM @found AS f
    WHERE NOT EXISTS (SELECT 1 FROM platform.check_violation AS v WHERE v.code = @code AND v.violationKey = f.violationKey);
    UPDATE platform.check_violation SET gone = @now WHERE code = @code AND gone IS NULL AND runID <> @runID;
    UPDATE platform.check_run
    SET finished = @now, status = 'done', violations = @total, fresh = (SELECT COUNT(*) FROM @found AS f WHERE f.isNew = 1), ms = @ms
    WHERE id = @runID;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT f.violationKey, f.itemID, f.severity, f.url, f.body FROM @found AS f WHERE f.isNew = 1 ORDER BY f.ord;
END;
GO
