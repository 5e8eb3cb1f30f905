-- The catalogue as tools read it: keys with their columns, columns with types, defaults and checks, rows per table
CREATE TABLE dbo.a (id int IDENTITY CONSTRAINT PK_a PRIMARY KEY, name nvarchar(30) NOT NULL CONSTRAINT DF_name DEFAULT N'-', price decimal(9,2) NULL);
CREATE TABLE dbo.b (a_id int NOT NULL CONSTRAINT FK_b_a REFERENCES dbo.a (id), n int NOT NULL, CONSTRAINT PK_b PRIMARY KEY (a_id, n));
INSERT INTO dbo.a (price) VALUES (1), (2);
GO
SELECT c.name, TYPE_NAME(c.user_type_id) + CASE WHEN TYPE_NAME(c.user_type_id) = 'nvarchar' THEN CONCAT('(', c.max_length / 2, ')') WHEN TYPE_NAME(c.user_type_id) = 'decimal' THEN CONCAT('(', c.precision, ',', c.scale, ')') ELSE '' END AS t, c.is_nullable, ISNULL(d.definition, '') AS dflt FROM sys.columns AS c LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id WHERE c.object_id = OBJECT_ID('dbo.a') ORDER BY c.column_id;
SELECT k.name, STRING_AGG(c.name, ',') WITHIN GROUP (ORDER BY ic.key_ordinal) AS cols FROM sys.key_constraints AS k JOIN sys.index_columns AS ic ON ic.object_id = k.parent_object_id AND ic.index_id = k.unique_index_id JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id GROUP BY k.name ORDER BY k.name;
SELECT t.name, SUM(p.rows) AS n FROM sys.tables AS t JOIN sys.partitions AS p ON p.object_id = t.object_id AND p.index_id IN (0, 1) GROUP BY t.name ORDER BY t.name;
