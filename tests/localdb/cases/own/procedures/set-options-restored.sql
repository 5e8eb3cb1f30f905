-- SET options changed inside a procedure end with it; changed in dynamic SQL too
CREATE PROCEDURE dbo.monday_first AS BEGIN SET DATEFIRST 1; SET XACT_ABORT ON; SET ROWCOUNT 0; SELECT @@DATEFIRST AS inside; END
GO
EXEC dbo.monday_first;
SELECT @@DATEFIRST AS after_;
EXEC ('SET DATEFIRST 3; SELECT @@DATEFIRST AS dyn');
SELECT @@DATEFIRST AS after_dyn;
