-- Styles that do not exist (281), text that does not follow the style (9807), text that is no date at all (241, 295)
SELECT CONVERT(varchar(20), CAST(1 AS money), 99) AS x;
GO
SELECT CONVERT(varchar(20), 1e0, 99) AS x;
GO
SELECT CONVERT(varchar(20), 0x01, 99) AS x;
GO
SELECT CONVERT(varchar(20), 15, 99) AS style_of_int_has_no_effect;
GO
SELECT CONVERT(varchar(40), CAST('2024-03-05' AS date), 114) AS x;
GO
SELECT CONVERT(varchar(40), CAST('2024-03-05' AS date), 108) AS x;
GO
SELECT CONVERT(date, '2024-03-05', 103) AS x;
GO
SELECT CONVERT(datetime2, '12/31/2024', 103) AS x;
GO
SELECT CONVERT(date, 'abc', 103) AS x;
GO
SELECT CAST('abc' AS smalldatetime) AS x;
GO
SELECT TRY_CONVERT(date, '2024-03-05', 103) AS a, TRY_CONVERT(date, '05/03/2024', 103) AS b, TRY_CAST('abc' AS smalldatetime) AS c;
GO
SELECT CAST('2024-03-05T10:20' AS datetime) AS seconds_missing;
GO
DECLARE @g uniqueidentifier = '6F9619FF-8B86-D011-B42D-00C04FC964FF';
BEGIN TRY SELECT CAST(@g AS varchar(10)) AS v; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SELECT CAST(@g AS nvarchar(10)) AS v; END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
