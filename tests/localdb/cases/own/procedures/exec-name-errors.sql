-- EXEC of what is no procedure: a table (2809), an empty name, a function called with EXEC; too deep qualified name
CREATE TABLE dbo.t (id int);
GO
EXEC dbo.t;
GO
DECLARE @p nvarchar(50) = N'dbo.nothing_here';
BEGIN TRY EXEC @p; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS num; END CATCH
