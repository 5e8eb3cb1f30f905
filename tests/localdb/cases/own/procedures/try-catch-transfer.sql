-- Where control goes: the rest of TRY is skipped, CATCH runs once, statements after it go on; RETURN inside CATCH
CREATE PROCEDURE dbo.p @mode int AS
BEGIN
  PRINT CONCAT('start ', @mode);
  BEGIN TRY
    IF @mode = 1 RAISERROR('one', 11, 1);
    IF @mode = 2 SELECT 1 / 0 AS x WHERE 1 = 0;
    PRINT 'end of try';
  END TRY
  BEGIN CATCH
    PRINT CONCAT('catch ', ERROR_MESSAGE());
    IF @mode = 1 RETURN 10;
  END CATCH
  PRINT 'after';
  RETURN 20;
END
GO
DECLARE @r int;
EXEC @r = dbo.p 1; PRINT @r;
EXEC @r = dbo.p 0; PRINT @r;
