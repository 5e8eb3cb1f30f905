-- SET LANGUAGE British reads day before month and starts the week on Monday
SET LANGUAGE British;
SELECT @@DATEFIRST AS df, CAST('05/03/2024' AS datetime) AS d, DATENAME(month, '20240305') AS m;
SET LANGUAGE us_english;
SELECT @@DATEFIRST AS df, CAST('05/03/2024' AS datetime) AS d;
