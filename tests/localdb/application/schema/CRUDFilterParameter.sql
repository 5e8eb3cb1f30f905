-- The filters of a table component, one row a filter. Used by every crud_*_getItems.
IF TYPE_ID(N'dbo.CRUDFilterParameter') IS NULL
  CREATE TYPE dbo.CRUDFilterParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));
GO
