-- A trigger that fails outside a transaction leaves nothing doomed behind; TRIGGER_NESTLEVEL of one trigger
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
CREATE TABLE dbo.u (id int, level_all int, level_t int, level_u int);
INSERT INTO dbo.t VALUES (1, 1);
GO
CREATE TRIGGER dbo.tr_t ON dbo.t AFTER UPDATE AS
BEGIN
  IF EXISTS (SELECT 1 FROM inserted WHERE v < 0) THROW 50001, 'negative', 1;
  INSERT INTO dbo.u (id) SELECT id FROM inserted;
END
GO
CREATE TRIGGER dbo.tr_u ON dbo.u AFTER INSERT AS
  UPDATE dbo.u SET level_all = TRIGGER_NESTLEVEL(), level_t = TRIGGER_NESTLEVEL(OBJECT_ID('dbo.tr_t')), level_u = TRIGGER_NESTLEVEL(OBJECT_ID('dbo.tr_u'));
GO
BEGIN TRY
  UPDATE dbo.t SET v = -1;
END TRY
BEGIN CATCH
  SELECT ERROR_NUMBER() AS num;
END CATCH
GO
UPDATE dbo.t SET v = 5;
SELECT t.v, u.level_all, u.level_t, u.level_u FROM dbo.t AS t JOIN dbo.u AS u ON u.id = t.id;
GO
BEGIN TRAN;
BEGIN TRY
  UPDATE dbo.t SET v = -1;
END TRY
BEGIN CATCH
  SELECT ERROR_NUMBER() AS num, XACT_STATE() AS xs, @@TRANCOUNT AS tc;
  ROLLBACK;
END CATCH
SELECT v FROM dbo.t;
