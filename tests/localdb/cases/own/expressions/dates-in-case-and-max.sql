-- The latest of several dates: CASE, GREATEST, MAX over VALUES
CREATE TABLE dbo.d (id int PRIMARY KEY, a date NULL, b date NULL, c date NULL);
INSERT INTO dbo.d VALUES (1, '2024-01-01', '2024-03-01', '2024-02-01'), (2, NULL, '2023-05-05', NULL), (3, NULL, NULL, NULL);
SELECT id, GREATEST(a, b, c) AS g, (SELECT MAX(v.x) FROM (VALUES (a), (b), (c)) AS v(x)) AS m, COALESCE(a, b, c) AS first_, DATEDIFF(day, LEAST(a, b, c), GREATEST(a, b, c)) AS span FROM dbo.d ORDER BY id;
