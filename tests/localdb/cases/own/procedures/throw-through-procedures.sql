-- A user message of THROW passes through two procedures, wrapped on its way
CREATE PROCEDURE dbo.inner_ AS THROW 60001, N'Нет прав на заказ', 3;
GO
CREATE PROCEDURE dbo.outer_ AS BEGIN TRY EXEC dbo.inner_; END TRY BEGIN CATCH DECLARE @m nvarchar(100) = N'Обёртка: ' + ERROR_MESSAGE(); THROW 60002, @m, 4; END CATCH
GO
BEGIN TRY EXEC dbo.outer_; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num, ERROR_MESSAGE() AS msg, ERROR_STATE() AS st; END CATCH
