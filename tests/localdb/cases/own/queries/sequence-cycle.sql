-- A sequence that cycles, one that counts down, NEXT VALUE FOR in several rows, sys.sequences
CREATE SEQUENCE dbo.c AS int START WITH 1 MINVALUE 1 MAXVALUE 3 CYCLE;
CREATE SEQUENCE dbo.d AS smallint START WITH 10 INCREMENT BY -5;
CREATE TABLE dbo.t (n int, v char(1));
INSERT INTO dbo.t (n, v) SELECT NEXT VALUE FOR dbo.c OVER (ORDER BY x.v), x.v FROM (VALUES ('a'), ('b'), ('c'), ('d'), ('e')) AS x(v);
SELECT n, v FROM dbo.t ORDER BY v;
SELECT NEXT VALUE FOR dbo.d AS d1;
SELECT NEXT VALUE FOR dbo.d AS d2;
SELECT name, is_cycling, TYPE_NAME(system_type_id) AS t FROM sys.sequences ORDER BY name;
GO
DROP SEQUENCE dbo.c;
DROP SEQUENCE IF EXISTS dbo.c;
SELECT NEXT VALUE FOR dbo.c AS x;
