-- Statement errors between good statements of a procedure: it goes on to the end and returns its status
CREATE TABLE dbo.t (id int PRIMARY KEY, v tinyint);
GO
CREATE PROCEDURE dbo.many AS
BEGIN
  INSERT INTO dbo.t VALUES (1, 1);
  INSERT INTO dbo.t VALUES (1, 2);
  INSERT INTO dbo.t VALUES (2, 300);
  UPDATE dbo.t SET v = v / 0;
  INSERT INTO dbo.t VALUES (3, 3);
  RETURN 5;
END
GO
DECLARE @rc int;
EXEC @rc = dbo.many;
SELECT @rc AS rc, COUNT(*) AS n FROM dbo.t;
