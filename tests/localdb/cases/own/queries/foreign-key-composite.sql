-- A foreign key over two columns: NULL in one of them is not checked; cascade on update
CREATE TABLE dbo.parent (a int, b int, CONSTRAINT PK_parent PRIMARY KEY (a, b));
CREATE TABLE dbo.child (id int PRIMARY KEY, a int NULL, b int NULL, CONSTRAINT FK_child FOREIGN KEY (a, b) REFERENCES dbo.parent (a, b) ON UPDATE CASCADE);
INSERT INTO dbo.parent VALUES (1, 1), (1, 2);
INSERT INTO dbo.child VALUES (1, 1, 2), (2, 5, NULL);
GO
INSERT INTO dbo.child VALUES (3, 2, 1);
GO
UPDATE dbo.parent SET b = 20 WHERE b = 2;
SELECT id, a, b FROM dbo.child ORDER BY id;
DELETE FROM dbo.parent WHERE b = 20;
DELETE FROM dbo.parent WHERE b = 1;
SELECT COUNT(*) AS n FROM dbo.parent;
