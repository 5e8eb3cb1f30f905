-- THROW outside TRY with XACT_ABORT ON ends the batch and rolls the transaction back
CREATE TABLE dbo.t (id int PRIMARY KEY);
GO
SET XACT_ABORT ON;
BEGIN TRAN;
INSERT INTO dbo.t VALUES (2);
THROW 50001, 'stop', 1;
GO
SELECT @@TRANCOUNT AS tc, COUNT(*) AS n FROM dbo.t;
SET XACT_ABORT OFF;
