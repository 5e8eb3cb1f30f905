-- CHECKSUM(*) and BINARY_CHECKSUM(*) are those of all columns in their order
CREATE TABLE dbo.items (id int, qty int, note varchar(20));
INSERT INTO dbo.items VALUES (1, 2, 'a'), (2, 2, 'b'), (3, NULL, NULL);
SELECT COUNT(*) AS same FROM dbo.items WHERE CHECKSUM(*) = CHECKSUM(id, qty, note) AND BINARY_CHECKSUM(*) = BINARY_CHECKSUM(id, qty, note);
SELECT i.id, CASE WHEN CHECKSUM(*) = CHECKSUM(i.id, i.qty, i.note, x.n) THEN 1 ELSE 0 END AS over_join FROM dbo.items AS i CROSS JOIN (VALUES (7)) AS x(n) ORDER BY i.id;
GO
SELECT SUM(*) AS s FROM dbo.items;
