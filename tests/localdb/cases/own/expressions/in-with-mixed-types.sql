-- IN and BETWEEN convert by precedence: text against numbers, dates against text
CREATE TABLE dbo.p (id int PRIMARY KEY, code varchar(5), d date, amt decimal(9,2));
INSERT INTO dbo.p VALUES (1, '01', '2024-01-01', 10), (2, '2', '2024-02-01', 20.5), (3, '3', '2024-03-01', 30);
SELECT id FROM dbo.p WHERE code IN (1, 2) ORDER BY id;
SELECT id FROM dbo.p WHERE code IN ('1', '2') ORDER BY id;
SELECT id FROM dbo.p WHERE d IN ('20240101', '2024-03-01') ORDER BY id;
SELECT id FROM dbo.p WHERE amt BETWEEN '10' AND 20.50 ORDER BY id;
SELECT id FROM dbo.p WHERE d BETWEEN '2024-01-15' AND GETDATE() ORDER BY id;
