-- Table-level CHECK over several columns, NULL makes it unknown, names in the message's order of checking
CREATE TABLE dbo.p (id int PRIMARY KEY, f date NOT NULL, t date NULL, kind char(1) NOT NULL, CONSTRAINT CK_period CHECK (t >= f), CONSTRAINT CK_kind CHECK (kind IN ('a', 'b')));
INSERT INTO dbo.p VALUES (1, '2024-01-01', NULL, 'A');
INSERT INTO dbo.p VALUES (2, '2024-01-01', '2023-12-31', 'a');
INSERT INTO dbo.p VALUES (3, '2024-01-01', '2024-01-01', 'c');
UPDATE dbo.p SET t = '2024-06-01' WHERE id = 1;
UPDATE dbo.p SET f = '2025-01-01' WHERE id = 1;
SELECT id, f, t, kind FROM dbo.p ORDER BY id;
