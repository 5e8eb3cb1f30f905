-- ROW_NUMBER, RANK, DENSE_RANK and NTILE side by side over partitions with ties and NULLs
CREATE TABLE dbo.r (id int PRIMARY KEY, g char(1), v int NULL);
INSERT INTO dbo.r VALUES (1, 'a', 10), (2, 'a', 10), (3, 'a', 5), (4, 'a', NULL), (5, 'b', 1), (6, 'b', 2);
SELECT id, ROW_NUMBER() OVER (PARTITION BY g ORDER BY v DESC, id) AS rn, RANK() OVER (PARTITION BY g ORDER BY v DESC) AS rk, DENSE_RANK() OVER (PARTITION BY g ORDER BY v DESC) AS dr, NTILE(2) OVER (PARTITION BY g ORDER BY v DESC, id) AS nt FROM dbo.r ORDER BY id;
