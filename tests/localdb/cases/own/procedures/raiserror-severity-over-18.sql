-- RAISERROR above 18 needs WITH LOG: error 2754; state and severity limits; message built from a variable
DECLARE @m nvarchar(100) = N'Состояние %d';
BEGIN TRY RAISERROR(@m, 16, 200, 7); END TRY BEGIN CATCH SELECT ERROR_MESSAGE() AS msg, ERROR_STATE() AS st, ERROR_SEVERITY() AS sev, ERROR_NUMBER() AS num; END CATCH
BEGIN TRY RAISERROR('too severe', 19, 1); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
