-- DELETE WHERE CURRENT OF, and a cursor loop that calls a procedure per row and goes on after errors
CREATE TABLE dbo.q (id int PRIMARY KEY, v int);
CREATE TABLE dbo.log (n int IDENTITY PRIMARY KEY, txt nvarchar(60));
INSERT INTO dbo.q VALUES (1, 10), (2, 0), (3, 5), (4, -1);
GO
CREATE PROCEDURE dbo.handle @id int, @v int AS
BEGIN
  IF @v < 0 THROW 50010, N'отрицательное', 1;
  DECLARE @r int = 100 / @v;
  INSERT INTO dbo.log (txt) VALUES (CONCAT(@id, N': ', @r));
END
GO
DECLARE @id int, @v int;
DECLARE c CURSOR LOCAL FOR SELECT id, v FROM dbo.q;
OPEN c;
FETCH NEXT FROM c INTO @id, @v;
WHILE @@FETCH_STATUS = 0
BEGIN
  BEGIN TRY
    EXEC dbo.handle @id, @v;
    DELETE FROM dbo.q WHERE CURRENT OF c;
  END TRY
  BEGIN CATCH
    INSERT INTO dbo.log (txt) VALUES (CONCAT(@id, N' ошибка ', ERROR_NUMBER()));
  END CATCH
  FETCH NEXT FROM c INTO @id, @v;
END
CLOSE c; DEALLOCATE c;
SELECT txt FROM dbo.log ORDER BY n;
SELECT id FROM dbo.q ORDER BY id;
