-- PRINT and low-severity RAISERROR both arrive as messages; long text, Unicode and concatenation with NULL
PRINT N'Ж' + CAST(1 AS nvarchar(5));
PRINT LEN(REPLICATE('x', 100));
DECLARE @v int = 5, @d datetime2(0) = '2024-03-05T14:07:09';
PRINT CONCAT('v=', @v, ' d=', @d, ' n=', NULL);
PRINT 5 * 2.5;
