-- Wrong keys: second primary key 1779, primary key on a nullable column 8111, foreign key types 1778, unknown table 1767, cascade cycle 1785; each with 1750
CREATE TABLE dbo.a (id int NOT NULL CONSTRAINT PK_a PRIMARY KEY, code varchar(5) NULL, big bigint NULL);
GO
ALTER TABLE dbo.a ADD CONSTRAINT PK_a2 PRIMARY KEY (id);
GO
CREATE TABLE dbo.n (id int NULL);
ALTER TABLE dbo.n ADD CONSTRAINT PK_n PRIMARY KEY (id);
GO
ALTER TABLE dbo.a ADD CONSTRAINT FK_big FOREIGN KEY (big) REFERENCES dbo.a (id);
GO
ALTER TABLE dbo.a ADD CONSTRAINT FK_none FOREIGN KEY (big) REFERENCES dbo.nosuch (id);
GO
CREATE TABLE dbo.tree (id int PRIMARY KEY, parent int NULL REFERENCES dbo.tree (id) ON DELETE CASCADE);
