-- How long each document stayed in each status, by LEAD over the history
CREATE TABLE dbo.h (doc int, status varchar(10), at_ datetime2(0));
INSERT INTO dbo.h VALUES (1, 'new', '2024-01-01T10:00:00'), (1, 'work', '2024-01-01T12:30:00'), (1, 'done', '2024-01-03T12:30:00'), (2, 'new', '2024-01-02T00:00:00');
GO
SELECT doc, status, DATEDIFF(minute, at_, LEAD(at_) OVER (PARTITION BY doc ORDER BY at_)) AS minutes_ FROM dbo.h ORDER BY doc, at_;
GO
SELECT status, AVG(m) AS avg_minutes FROM (SELECT status, DATEDIFF(minute, at_, ISNULL(LEAD(at_) OVER (PARTITION BY doc ORDER BY at_), '2024-01-04T00:00:00')) AS m FROM dbo.h) AS t GROUP BY status ORDER BY status;
