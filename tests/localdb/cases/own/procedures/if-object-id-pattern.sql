-- IF OBJECT_ID ... IS NOT NULL DROP, creation by EXEC when missing, and IF NOT EXISTS over the catalogue
IF OBJECT_ID('dbo.p', 'P') IS NOT NULL DROP PROCEDURE dbo.p;
IF OBJECT_ID('dbo.p', 'P') IS NULL EXEC ('CREATE PROCEDURE dbo.p AS SELECT 0 AS stub');
GO
ALTER PROCEDURE dbo.p AS SELECT 1 AS real_;
GO
EXEC dbo.p;
IF NOT EXISTS (SELECT 1 FROM sys.columns WHERE object_id = OBJECT_ID('dbo.t') AND name = 'x') PRINT 'no column';
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE name = 'IX_none') PRINT 'no index';
IF SCHEMA_ID('dbo') IS NOT NULL AND TYPE_ID('dbo.Nothing') IS NULL PRINT 'schema there, type not';
