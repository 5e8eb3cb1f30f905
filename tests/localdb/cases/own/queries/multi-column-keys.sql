-- Composite keys: joins on two columns, duplicates refused, updates of key parts, lookups by prefix
CREATE TABLE dbo.i (doc int NOT NULL, line int NOT NULL, sku varchar(5), CONSTRAINT PK_i PRIMARY KEY (doc, line));
INSERT INTO dbo.i VALUES (1, 1, 'a'), (1, 2, 'b'), (2, 1, 'c');
INSERT INTO dbo.i VALUES (1, 2, 'x');
UPDATE dbo.i SET line = line + 1 WHERE doc = 1;
SELECT doc, line, sku FROM dbo.i WHERE doc = 1 ORDER BY line DESC;
UPDATE dbo.i SET doc = 1, line = 2 WHERE doc = 2;
SELECT a.sku, b.sku AS next_ FROM dbo.i AS a JOIN dbo.i AS b ON b.doc = a.doc AND b.line = a.line + 1;
