-- The next order number without gaps inside a point and a month: PREFIX-POINT-yyMM-00001, under an application lock.
CREATE OR ALTER PROCEDURE dbo.ord_getNextNumber @pointID int, @number varchar(20) OUTPUT
AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  IF @@TRANCOUNT = 0 THROW 50002, N'Call it in a transaction.', 1;
  DECLARE @resource nvarchar(255) = CONCAT(N'ord_number_', @pointID), @rc int;
  EXEC @rc = sp_getapplock @Resource = @resource, @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 5000;
  IF @rc < 0
  BEGIN
    RAISERROR(N'Numbering is busy (%d).', 16, 1, @rc);
    RETURN 1;
  END;
  DECLARE @prefix varchar(20), @last int;
  SELECT @prefix = CONCAT(code, '-', CONVERT(char(4), dbo.as_now(), 12), '-') FROM dbo.ref_points WHERE id = @pointID;
  SELECT @last = MAX(CAST(RIGHT(number, 5) AS int)) FROM dbo.ord_orders WITH (UPDLOCK, HOLDLOCK) WHERE number LIKE @prefix + '[0-9][0-9][0-9][0-9][0-9]';
  SET @number = @prefix + RIGHT(REPLICATE('0', 5) + CAST(ISNULL(@last, 0) + 1 AS varchar(5)), 5);
END;
GO
