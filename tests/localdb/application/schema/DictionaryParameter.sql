-- Named values for trees and dashboards.
IF TYPE_ID(N'dbo.DictionaryParameter') IS NULL
  CREATE TYPE dbo.DictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));
GO
