-- A list of any known table by chosen columns, for exports; names are checked against the catalogue.
CREATE OR ALTER PROCEDURE dbo.rep_list @table sysname, @columns nvarchar(max), @top int = 100
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @list nvarchar(max), @unknown nvarchar(max), @sql nvarchar(max);
  IF OBJECT_ID(N'dbo.' + QUOTENAME(@table), 'U') IS NULL
  BEGIN
    RAISERROR(N'No table %s', 16, 1, @table);
    RETURN 1;
  END;
  SELECT @unknown = STRING_AGG(s.value, N', ')
  FROM STRING_SPLIT(@columns, N',') AS s
  WHERE COLUMNPROPERTY(OBJECT_ID(N'dbo.' + QUOTENAME(@table)), LTRIM(RTRIM(s.value)), 'ColumnId') IS NULL;
  IF @unknown <> N''
  BEGIN
    RAISERROR(N'No columns %s in %s', 16, 1, @unknown, @table);
    RETURN 2;
  END;
  SELECT @list = COALESCE(@list + N', ', N'') + QUOTENAME(c.name)
  FROM sys.columns AS c
  JOIN STRING_SPLIT(@columns, N',') AS s ON LTRIM(RTRIM(s.value)) = c.name
  WHERE c.object_id = OBJECT_ID(N'dbo.' + @table)
  ORDER BY c.column_id;
  SET @sql = N'SELECT TOP (@top) ' + @list + N' FROM dbo.' + QUOTENAME(@table) + N' ORDER BY 1;';
  EXEC sp_executesql @sql, N'@top int', @top;
  RETURN 0;
END;
GO
