-- ALTER PROCEDURE takes effect at once, also for callers; a changed table is seen by a cached procedure
CREATE TABLE dbo.t (id int PRIMARY KEY, v int);
INSERT INTO dbo.t VALUES (1, 10);
GO
CREATE PROCEDURE dbo.inner_ AS SELECT v FROM dbo.t;
GO
CREATE PROCEDURE dbo.outer_ AS EXEC dbo.inner_;
GO
EXEC dbo.outer_;
GO
ALTER PROCEDURE dbo.inner_ AS SELECT id, v * 2 AS dbl FROM dbo.t;
GO
EXEC dbo.outer_;
GO
ALTER TABLE dbo.t ALTER COLUMN v decimal(9,2);
UPDATE dbo.t SET v = 1.25;
EXEC dbo.outer_;
GO
EXEC sp_rename 'dbo.t.v', 'w', 'COLUMN';
EXEC dbo.outer_;
