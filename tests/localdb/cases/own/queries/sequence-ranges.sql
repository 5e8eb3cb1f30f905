-- sp_sequence_get_range: first and last values, cycles, the end of a range, and what NEXT VALUE FOR gives then
CREATE SEQUENCE dbo.numbers AS int START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 25 CYCLE CACHE 10;
DECLARE @first sql_variant, @last sql_variant, @cycles int, @step sql_variant, @min sql_variant, @max sql_variant;
EXEC sys.sp_sequence_get_range @sequence_name = N'dbo.numbers', @range_size = 5, @range_first_value = @first OUTPUT, @range_last_value = @last OUTPUT,
  @range_cycle_count = @cycles OUTPUT, @sequence_increment = @step OUTPUT, @sequence_min_value = @min OUTPUT, @sequence_max_value = @max OUTPUT;
SELECT CAST(@first AS int) AS first_value, CAST(@last AS int) AS last_value, @cycles AS cycles, CAST(@step AS int) AS step, CAST(@min AS int) AS lowest, CAST(@max AS int) AS highest;
SELECT NEXT VALUE FOR dbo.numbers AS next_value;
EXEC sp_sequence_get_range N'dbo.numbers', 30, @first OUTPUT, @last OUTPUT, @cycles OUTPUT;
SELECT CAST(@first AS int) AS first_value, CAST(@last AS int) AS last_value, @cycles AS cycles;
SELECT NEXT VALUE FOR dbo.numbers AS next_value, CAST(SQL_VARIANT_PROPERTY(@first, 'BaseType') AS varchar(20)) AS base_type;
GO
CREATE SEQUENCE dbo.small AS tinyint START WITH 250;
GO
DECLARE @first sql_variant;
EXEC sp_sequence_get_range N'dbo.small', 7, @first OUTPUT;
EXEC sp_sequence_get_range N'dbo.small', 6, @first OUTPUT;
SELECT CAST(@first AS int) AS first_value, CAST(current_value AS int) AS current_value FROM sys.sequences WHERE name = 'small';
GO
