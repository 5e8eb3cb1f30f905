-- An error in a called procedure without TRY: the caller goes on after statement errors, not after batch-ending ones
CREATE TABLE dbo.t (id int PRIMARY KEY, v int NOT NULL);
GO
CREATE PROCEDURE dbo.inner_ @kind varchar(10) AS
BEGIN
  IF @kind = 'null' INSERT INTO dbo.t VALUES (1, NULL);
  IF @kind = 'conv' BEGIN DECLARE @i int = CAST('abc' AS int); END
  PRINT 'inner end';
END
GO
CREATE PROCEDURE dbo.outer_ @kind varchar(10) AS BEGIN EXEC dbo.inner_ @kind; PRINT 'outer end'; END
GO
EXEC dbo.outer_ 'null';
PRINT 'batch end';
GO
EXEC dbo.outer_ 'conv';
PRINT 'never';
GO
PRINT 'next batch';
