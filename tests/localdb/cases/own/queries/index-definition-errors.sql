-- Wrong indexes: unknown column 1911, second clustered 1902, duplicate name 1913; drop of an index that a constraint owns 3723
CREATE TABLE dbo.t (id int NOT NULL CONSTRAINT PK_t PRIMARY KEY CLUSTERED, v int);
CREATE INDEX IX_v ON dbo.t (v);
GO
CREATE INDEX IX_x ON dbo.t (nosuch);
GO
CREATE CLUSTERED INDEX IX_c ON dbo.t (v);
GO
CREATE INDEX IX_v ON dbo.t (v);
GO
DROP INDEX PK_t ON dbo.t;
GO
CREATE INDEX IX_none ON dbo.nosuch (id);
