-- A list page returning nested JSON per row and filters that come as JSON
CREATE TABLE dbo.o (id int PRIMARY KEY, client nvarchar(10), status varchar(10));
CREATE TABLE dbo.i (order_id int, sku varchar(5), qty int);
INSERT INTO dbo.o VALUES (1, N'Анна', 'new'), (2, N'Олег', 'done'), (3, N'Ия', 'new');
INSERT INTO dbo.i VALUES (1, 'a', 2), (1, 'b', 1), (3, 'a', 5);
DECLARE @f nvarchar(200) = N'{"status":["new"],"minQty":2}';
SELECT o.id, (SELECT i.sku, i.qty FROM dbo.i AS i WHERE i.order_id = o.id ORDER BY i.sku FOR JSON PATH) AS items FROM dbo.o AS o WHERE o.status IN (SELECT value FROM OPENJSON(@f, '$.status')) AND EXISTS (SELECT 1 FROM dbo.i AS x WHERE x.order_id = o.id AND x.qty >= CAST(JSON_VALUE(@f, '$.minQty') AS int)) ORDER BY o.id;
