-- Table `points`: the order of points everywhere.
CREATE OR ALTER PROCEDURE dbo.[crud_points_reorder]
  @itemIDs nvarchar(max),
  @username nvarchar(64),
  @lang nvarchar(8) = N'en'
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
  IF dbo.sec_isUserInRole(@username, N'supervisor') = 0
  BEGIN
    SELECT 0 AS Result, IIF(@lang = N'ru', N'Это меняет только супервайзер.', N'Only the supervisor changes this.') AS Msg;
    RETURN;
  END;
  UPDATE p SET ord = j.place * 10
  FROM dbo.ref_points AS p INNER JOIN dbo.ord_idList(@itemIDs) AS j ON j.id = p.id;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
