-- Optimistic concurrency: an update with the row version read before; a second writer is told of the conflict
CREATE TABLE dbo.doc (id int PRIMARY KEY, txt nvarchar(20), rv rowversion);
INSERT INTO dbo.doc (id, txt) VALUES (1, N'первый');
GO
CREATE PROCEDURE dbo.doc_save @id int, @txt nvarchar(20), @rv binary(8) OUTPUT AS
BEGIN
  SET NOCOUNT ON;
  UPDATE dbo.doc SET txt = @txt WHERE id = @id AND rv = @rv;
  IF @@ROWCOUNT = 0 RETURN 409;
  SELECT @rv = rv FROM dbo.doc WHERE id = @id;
  RETURN 0;
END
GO
DECLARE @mine binary(8), @other binary(8), @a int, @b int, @c int;
SELECT @mine = rv, @other = rv FROM dbo.doc WHERE id = 1;
EXEC @a = dbo.doc_save 1, N'второй', @mine OUTPUT;
EXEC @b = dbo.doc_save 1, N'третий', @other OUTPUT;
EXEC @c = dbo.doc_save 1, N'четвёртый', @mine OUTPUT;
SELECT @a AS a, @b AS b, @c AS c, (SELECT txt FROM dbo.doc WHERE id = 1) AS txt, CASE WHEN @mine > @other THEN 1 ELSE 0 END AS newer, CASE WHEN @@DBTS >= @mine THEN 1 ELSE 0 END AS dbts;
