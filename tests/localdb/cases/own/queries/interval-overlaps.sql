-- Overlapping bookings of a room, free gaps between them, and the largest number at once
CREATE TABLE dbo.b (id int PRIMARY KEY, room int, f datetime, t datetime);
INSERT INTO dbo.b VALUES (1, 1, '2024-01-01T09:00:00', '2024-01-01T10:00:00'), (2, 1, '2024-01-01T09:30:00', '2024-01-01T11:00:00'), (3, 1, '2024-01-01T12:00:00', '2024-01-01T13:00:00'), (4, 2, '2024-01-01T09:00:00', '2024-01-01T10:00:00');
GO
SELECT a.id AS a, b.id AS b FROM dbo.b AS a JOIN dbo.b AS b ON a.room = b.room AND a.id < b.id AND a.f < b.t AND b.f < a.t;
GO
SELECT id, DATEDIFF(minute, prev_end, f) AS gap FROM (SELECT id, room, f, MAX(t) OVER (PARTITION BY room ORDER BY f ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS prev_end FROM dbo.b) AS x WHERE prev_end < f ORDER BY id;
GO
SELECT MAX(n) AS at_once FROM (SELECT SUM(x.d) OVER (ORDER BY x.at_, x.d ROWS UNBOUNDED PRECEDING) AS n FROM (SELECT f AS at_, 1 AS d FROM dbo.b UNION ALL SELECT t, -1 FROM dbo.b) AS x) AS y;
