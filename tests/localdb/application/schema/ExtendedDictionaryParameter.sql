-- Named values of forms; both value columns carry the same text.
IF NOT EXISTS (SELECT 1 FROM sys.types WHERE is_table_type = 1 AND name = N'ExtendedDictionaryParameter' AND schema_id = SCHEMA_ID(N'dbo'))
  EXEC (N'CREATE TYPE dbo.ExtendedDictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max), [Value2] nvarchar(max));');
GO
