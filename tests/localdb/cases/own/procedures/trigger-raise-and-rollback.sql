-- A trigger that refuses by RAISERROR and ROLLBACK: the batch ends with 3609, nothing is kept
CREATE TABLE dbo.o (id int PRIMARY KEY, status varchar(10));
INSERT INTO dbo.o VALUES (1, 'closed'), (2, 'new');
GO
CREATE TRIGGER dbo.tr ON dbo.o AFTER UPDATE AS
IF EXISTS (SELECT 1 FROM deleted WHERE status = 'closed')
BEGIN
  RAISERROR(N'Закрытый заказ не меняется', 16, 1);
  ROLLBACK TRANSACTION;
END
GO
UPDATE dbo.o SET status = 'work' WHERE id = 2;
UPDATE dbo.o SET status = 'work';
PRINT 'not reached';
GO
SELECT id, status FROM dbo.o ORDER BY id;
