-- Pages by number and by key in one procedure; the last page is short, beyond it is empty
CREATE TABLE dbo.n (id int PRIMARY KEY);
INSERT INTO dbo.n SELECT value FROM GENERATE_SERIES(1, 7);
GO
CREATE PROCEDURE dbo.page_ @page int = NULL, @after int = NULL, @size int = 3 AS
BEGIN
  IF @after IS NOT NULL SELECT TOP (@size) id FROM dbo.n WHERE id > @after ORDER BY id;
  ELSE SELECT id FROM dbo.n ORDER BY id OFFSET (ISNULL(@page, 1) - 1) * @size ROWS FETCH NEXT @size ROWS ONLY;
END
GO
EXEC dbo.page_ 3;
EXEC dbo.page_ @after = 2, @size = 2;
EXEC dbo.page_ 4;
