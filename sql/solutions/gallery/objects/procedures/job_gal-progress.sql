-- Job `gal-progress`: moves the work on a little; set 2 tells who asked for it.
CREATE OR ALTER PROCEDURE dbo.[job_gal-progress]
  @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.gal_isOpen(NULLIF(@username, N'')) = 0 THROW 50403, N'The gallery is for developers only.', 1;
  UPDATE dbo.gal_tasks SET progress = progress + 5 WHERE statusCode = N'work' AND progress < 90;
  SELECT 1 AS Result, CONCAT(N'Tasks: ', @@ROWCOUNT) AS Msg;
END;
GO
