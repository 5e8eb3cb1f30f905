-- Job `expire-points`, daily: points older than the setting orders-pointsLifeMonths and not spent go; a second run on the same day takes nothing more.
CREATE OR ALTER PROCEDURE dbo.[job_expire-points]
  @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  DECLARE @months int = ISNULL(TRY_CAST(dbo.as_getSetting(N'orders-pointsLifeMonths') AS int), 12), @count int;
  BEGIN TRY
    BEGIN TRANSACTION;
    -- Spent points are the oldest: what came before the limit and is not yet spent or expired goes.
    INSERT INTO dbo.cl_pointOperations (clientID, kindCode, amount, comment, createdBy)
    SELECT x.clientID, N'expiry', -CASE WHEN x.old + x.gone < x.points THEN x.old + x.gone ELSE x.points END, NULL, @username
    FROM (
      SELECT c.id AS clientID, c.points, SUM(CASE WHEN l.amount > 0 AND l.created < DATEADD(MONTH, -@months, SYSUTCDATETIME()) THEN l.amount ELSE 0 END) AS old, SUM(CASE WHEN l.amount < 0 THEN l.amount ELSE 0 END) AS gone
      FROM dbo.cl_clients AS c
      INNER JOIN dbo.cl_pointOperations AS l ON l.clientID = c.id
      WHERE c.points > 0
      GROUP BY c.id, c.points
    ) AS x
    WHERE x.old + x.gone > 0;
    SET @count = @@ROWCOUNT;
    COMMIT TRANSACTION;
  END TRY
  BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
  END CATCH;
  SELECT 1 AS Result, CONCAT(N'clients: ', @count) AS Msg;
END;
GO
