-- Dates out of range: 242 for datetime and smalldatetime, 241 for text that is no date
DECLARE @d datetime, @s smalldatetime, @x date;
BEGIN TRY SET @d = CAST('1752-12-31' AS datetime); END TRY BEGIN CATCH SELECT 'datetime' AS t, ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @s = CAST('2080-01-01' AS smalldatetime); END TRY BEGIN CATCH SELECT 'smalldatetime' AS t, ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @d = CAST(CAST('0001-01-01' AS datetime2) AS datetime); END TRY BEGIN CATCH SELECT 'datetime2' AS t, ERROR_NUMBER() AS err; END CATCH
BEGIN TRY SET @x = CAST('tomorrow' AS date); END TRY BEGIN CATCH SELECT 'date' AS t, ERROR_NUMBER() AS err; END CATCH
