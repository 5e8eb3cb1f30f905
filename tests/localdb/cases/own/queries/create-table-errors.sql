-- Wrong table definitions: two columns of a name 2705, an unknown type 2715, a NULL primary key, an existing name 2714
CREATE TABLE dbo.t (id int, id int);
GO
CREATE TABLE dbo.t (id nosuchtype);
GO
CREATE TABLE dbo.t (id int);
GO
CREATE TABLE dbo.t (id int);
GO
CREATE VIEW dbo.t AS SELECT 1 AS x;
GO
DROP TABLE dbo.t;
SELECT OBJECT_ID('dbo.t') AS id;
