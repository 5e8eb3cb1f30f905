-- WITH SCHEMABINDING keeps the table from being dropped or changed: 3729, 5074 with 4922
CREATE TABLE dbo.t (id int PRIMARY KEY, v int, w int);
GO
CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT id, v FROM dbo.t;
GO
DROP TABLE dbo.t;
GO
ALTER TABLE dbo.t DROP COLUMN v;
GO
ALTER TABLE dbo.t DROP COLUMN w;
DROP VIEW dbo.v;
DROP TABLE dbo.t;
SELECT COUNT(*) AS n FROM sys.objects WHERE name IN ('t', 'v');
