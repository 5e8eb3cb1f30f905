-- Lists in one string: variable concatenation, STRING_AGG, FOR XML PATH; the separators at the ends
CREATE TABLE dbo.tags (id int PRIMARY KEY, name nvarchar(20));
INSERT INTO dbo.tags VALUES (1, N'срочно'), (2, N'VIP'), (3, N'опт');
DECLARE @s nvarchar(100);
SELECT @s = ISNULL(@s + N', ', N'') + name FROM dbo.tags ORDER BY id;
SELECT @s AS by_variable, (SELECT STRING_AGG(name, N', ') WITHIN GROUP (ORDER BY id) FROM dbo.tags) AS by_agg, STUFF((SELECT N', ' + name FROM dbo.tags ORDER BY id FOR XML PATH('')), 1, 2, N'') AS by_xml, LEFT(N'a;b;', LEN(N'a;b;') - 1) AS cut_tail;
