-- Table `services`: the order of services.
CREATE OR ALTER PROCEDURE dbo.[crud_services_reorder]
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
  UPDATE v SET ord = j.place * 10
  FROM dbo.srv_services AS v INNER JOIN dbo.ord_idList(@itemIDs) AS j ON j.id = v.id;
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
