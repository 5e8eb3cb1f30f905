-- Document numbers that start again every year, taken inside a transaction with locking hints
CREATE TABLE dbo.numbers (kind varchar(10), y int, last_ int NOT NULL, PRIMARY KEY (kind, y));
GO
CREATE PROCEDURE dbo.next_number @kind varchar(10), @date date, @number varchar(20) OUTPUT AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @n int, @y int = YEAR(@date);
  BEGIN TRAN;
  UPDATE dbo.numbers WITH (UPDLOCK, HOLDLOCK) SET @n = last_ = last_ + 1 WHERE kind = @kind AND y = @y;
  IF @@ROWCOUNT = 0 BEGIN INSERT INTO dbo.numbers VALUES (@kind, @y, 1); SET @n = 1; END
  COMMIT;
  SET @number = CONCAT(UPPER(LEFT(@kind, 1)), '-', RIGHT(CAST(@y AS varchar(4)), 2), '/', FORMAT(@n, '0000'));
END
GO
DECLARE @a varchar(20), @b varchar(20), @c varchar(20);
EXEC dbo.next_number 'order', '2024-12-31', @a OUTPUT;
EXEC dbo.next_number 'order', '2024-12-31', @b OUTPUT;
EXEC dbo.next_number 'order', '2025-01-01', @c OUTPUT;
SELECT @a AS a, @b AS b, @c AS c;
