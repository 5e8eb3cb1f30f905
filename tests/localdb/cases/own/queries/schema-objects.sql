-- Objects of several schemas: procedures, views and types with the same names, default schema, catalogue
CREATE TABLE dbo.t (v int);
INSERT INTO dbo.t VALUES (1);
GO
CREATE SCHEMA rep;
GO
CREATE VIEW rep.t AS SELECT v * 10 AS v FROM dbo.t;
GO
CREATE PROCEDURE rep.get AS SELECT v FROM rep.t;
GO
CREATE FUNCTION rep.add1 (@x int) RETURNS int AS BEGIN RETURN @x + 1 END
GO
SELECT v FROM t;
SELECT rep.add1(v) AS v FROM rep.t;
EXEC rep.get;
SELECT SCHEMA_NAME(schema_id) AS s, name, RTRIM(type) AS type FROM sys.objects WHERE schema_id = SCHEMA_ID('rep') ORDER BY name;
GO
EXEC get_;
