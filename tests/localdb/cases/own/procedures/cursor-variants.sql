-- DYNAMIC and KEYSET cursors, fetch into several variables, CURSOR FOR with parameters, nested declarations of one name
CREATE TABLE dbo.t (id int PRIMARY KEY, v varchar(5));
INSERT INTO dbo.t VALUES (1, 'a'), (2, 'b'), (3, 'c');
GO
DECLARE @id int, @v varchar(5), @out varchar(50) = '', @min int = 2;
DECLARE c CURSOR LOCAL KEYSET FOR SELECT id, v FROM dbo.t WHERE id >= @min ORDER BY id;
OPEN c;
FETCH NEXT FROM c INTO @id, @v;
UPDATE dbo.t SET v = 'z' WHERE id = 3;
WHILE @@FETCH_STATUS = 0
BEGIN
  SET @out += CONCAT(@id, @v, ' ');
  FETCH NEXT FROM c INTO @id, @v;
END
CLOSE c; DEALLOCATE c;
DECLARE c CURSOR LOCAL STATIC FOR SELECT COUNT(*), MAX(v) FROM dbo.t;
OPEN c;
FETCH c INTO @id, @v;
CLOSE c; DEALLOCATE c;
SELECT RTRIM(@out) AS o, @id AS n, @v AS mx;
