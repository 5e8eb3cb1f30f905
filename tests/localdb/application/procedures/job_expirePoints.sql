-- Job: takes back expired points, as far as the client still has them.
CREATE OR ALTER PROCEDURE dbo.job_expirePoints @username nvarchar(64) = NULL
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  DECLARE @today date = dbo.as_now(), @clientID int, @points int, @left int, @count int = 0;
  BEGIN TRANSACTION;
  DECLARE expired CURSOR LOCAL FORWARD_ONLY FOR
    SELECT c.id, c.points FROM dbo.cl_clients AS c
    WHERE EXISTS (SELECT 1 FROM dbo.bns_operations AS b WHERE b.clientID = c.id AND b.points > 0 AND b.isExpired = 0 AND b.expires < @today)
    FOR UPDATE OF points;
  OPEN expired;
  WHILE 1 = 1
  BEGIN
    FETCH NEXT FROM expired INTO @clientID, @left;
    IF @@FETCH_STATUS <> 0 BREAK;
    SELECT @points = SUM(points) FROM dbo.bns_operations WHERE clientID = @clientID AND points > 0 AND isExpired = 0 AND expires < @today;
    SET @points = CASE WHEN @points > @left THEN @left ELSE @points END;
    UPDATE dbo.bns_operations SET isExpired = 1 WHERE clientID = @clientID AND points > 0 AND isExpired = 0 AND expires < @today;
    IF @points = 0 CONTINUE;
    INSERT dbo.bns_operations (clientID, points, reason) VALUES (@clientID, -@points, N'Сгорели');
    UPDATE dbo.cl_clients SET points = points - @points WHERE CURRENT OF expired;
    SET @count += 1;
  END;
  CLOSE expired;
  DEALLOCATE expired;
  COMMIT;
  SELECT 1 AS Result, CONCAT(N'Клиентов: ', @count) AS Msg;
END;
GO
