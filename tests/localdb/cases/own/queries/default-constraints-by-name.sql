-- Adding, replacing and dropping default constraints; DEFAULT in UPDATE
CREATE TABLE dbo.t (id int PRIMARY KEY, st varchar(10) NULL);
ALTER TABLE dbo.t ADD CONSTRAINT DF_st DEFAULT 'new' FOR st;
INSERT INTO dbo.t (id) VALUES (1);
ALTER TABLE dbo.t DROP CONSTRAINT DF_st;
INSERT INTO dbo.t (id) VALUES (2);
ALTER TABLE dbo.t ADD CONSTRAINT DF_st DEFAULT 'second' FOR st;
UPDATE dbo.t SET st = DEFAULT WHERE id = 2;
SELECT id, st FROM dbo.t ORDER BY id;
GO
ALTER TABLE dbo.t ADD CONSTRAINT DF_again DEFAULT 'x' FOR st;
