-- ERROR_LINE counts from the first line of the batch that created the procedure, comments included
CREATE TABLE dbo.t (v int NOT NULL);
GO
-- first comment line

CREATE PROCEDURE dbo.p AS
BEGIN
  DECLARE @x int = 1;

  INSERT INTO dbo.t VALUES (NULL);
END
GO
BEGIN TRY
  EXEC dbo.p;
END TRY
BEGIN CATCH
  SELECT ERROR_LINE() AS line, ERROR_NUMBER() AS num;
END CATCH
GO
BEGIN TRY
  EXEC (N'DECLARE @a int;
SET @a = 1 / 0;');
END TRY
BEGIN CATCH
  SELECT ERROR_LINE() AS line, ERROR_NUMBER() AS num;
END CATCH
