-- OUTPUT of INSERT, UPDATE, DELETE with joined columns and into a table; rows changed twice are seen once
CREATE TABLE dbo.p (id int PRIMARY KEY, price decimal(8,2));
CREATE TABLE dbo.h (id int, was decimal(8,2), now_ decimal(8,2), src varchar(5));
INSERT INTO dbo.p VALUES (1, 10), (2, 20), (3, 30);
UPDATE p SET price = price * v.k OUTPUT inserted.id, deleted.price, inserted.price, v.src INTO dbo.h FROM dbo.p AS p JOIN (VALUES (1, 2, 'up'), (3, 0.5, 'down')) AS v(id, k, src) ON v.id = p.id;
SELECT id, was, now_, src FROM dbo.h ORDER BY id;
DELETE p OUTPUT deleted.id, g.why FROM dbo.p AS p JOIN (VALUES (2, 'old')) AS g(id, why) ON g.id = p.id;
