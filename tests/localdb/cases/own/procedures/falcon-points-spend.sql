-- Points: accrual with expiry, spending the oldest first, a balance that is never negative
CREATE TABLE dbo.bn_lots (id int IDENTITY PRIMARY KEY, clientID int, points int, left_ int, expires date);
INSERT INTO dbo.bn_lots (clientID, points, left_, expires) VALUES (1, 100, 100, '2024-06-01'), (1, 50, 50, '2024-05-01'), (1, 30, 30, '2024-01-01'), (2, 10, 10, '2024-12-31');
GO
CREATE PROCEDURE dbo.bn_spend @clientID int, @points int, @today date, @rest int OUTPUT AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  BEGIN TRAN;
  DECLARE @have int = (SELECT ISNULL(SUM(left_), 0) FROM dbo.bn_lots WITH (UPDLOCK) WHERE clientID = @clientID AND expires >= @today);
  IF @have < @points
  BEGIN
    DECLARE @m nvarchar(100) = FORMATMESSAGE(N'Не хватает %d', @points - @have);
    THROW 50200, @m, 1;
  END;
  WITH l AS (SELECT id, left_, SUM(left_) OVER (ORDER BY expires, id ROWS UNBOUNDED PRECEDING) AS upto FROM dbo.bn_lots WHERE clientID = @clientID AND expires >= @today AND left_ > 0)
  UPDATE l SET left_ = CASE WHEN upto <= @points THEN 0 ELSE IIF(upto - @points < left_, upto - @points, left_) END;
  SET @rest = @have - @points;
  COMMIT;
END
GO
DECLARE @r int;
EXEC dbo.bn_spend 1, 70, '2024-04-01', @r OUTPUT;
SELECT @r AS rest;
SELECT id, left_ FROM dbo.bn_lots WHERE clientID = 1 ORDER BY id;
BEGIN TRY EXEC dbo.bn_spend 1, 81, '2024-04-01', @r OUTPUT; END TRY BEGIN CATCH IF @@TRANCOUNT > 0 ROLLBACK; SELECT ERROR_MESSAGE() AS msg; END CATCH
EXEC dbo.bn_spend @clientID = 1, @points = 80, @today = '2024-04-01', @rest = @r OUTPUT;
SELECT @r AS rest, (SELECT SUM(left_) FROM dbo.bn_lots) AS all_left;
