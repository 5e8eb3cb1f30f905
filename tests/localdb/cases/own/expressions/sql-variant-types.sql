-- sql_variant columns: comparison by type family, conversion back, sorting of numbers
CREATE TABLE dbo.v (id int PRIMARY KEY, x sql_variant);
INSERT INTO dbo.v VALUES (1, 10);
INSERT INTO dbo.v VALUES (2, N'текст');
INSERT INTO dbo.v VALUES (3, CAST('2024-03-05' AS date));
INSERT INTO dbo.v VALUES (4, CAST(2.5 AS decimal(5,2)));
INSERT INTO dbo.v VALUES (5, NULL);
SELECT id, CAST(SQL_VARIANT_PROPERTY(x, 'BaseType') AS varchar(20)) AS t, CAST(x AS nvarchar(30)) AS s FROM dbo.v ORDER BY id;
SELECT id FROM dbo.v WHERE x = 10 ORDER BY id;
SELECT id FROM dbo.v WHERE x = N'ТЕКСТ' ORDER BY id;
SELECT id FROM dbo.v WHERE x IS NOT NULL AND SQL_VARIANT_PROPERTY(x, 'BaseType') IN ('int', 'decimal') ORDER BY x;
