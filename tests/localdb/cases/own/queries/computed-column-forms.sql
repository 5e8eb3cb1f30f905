-- Computed columns: NULL spreads, dates, PERSISTED NOT NULL, a key over one, and errors of definition
CREATE TABLE dbo.t (id int PRIMARY KEY, first nvarchar(10) NOT NULL, last nvarchar(10) NULL, born date NOT NULL, full_ AS first + N' ' + last, y AS YEAR(born) PERSISTED, code AS ('C' + RIGHT('000' + CAST(id AS varchar(3)), 3)) PERSISTED NOT NULL UNIQUE);
INSERT INTO dbo.t (id, first, last, born) VALUES (1, N'Анна', N'Ли', '1990-05-05'), (22, N'Пётр', NULL, '1985-01-01');
SELECT id, full_, y, code FROM dbo.t WHERE y < 2000 ORDER BY code;
GO
ALTER TABLE dbo.t ADD bad AS nosuch + 1;
GO
ALTER TABLE dbo.t ADD dbl AS id * 2;
GO
SELECT dbl FROM dbo.t ORDER BY id;
