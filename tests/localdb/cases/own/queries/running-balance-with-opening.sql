-- An account statement: opening balance, running balance, closing balance of a period
CREATE TABLE dbo.m (id int PRIMARY KEY, d date, amt decimal(10,2));
INSERT INTO dbo.m VALUES (1, '2024-01-01', 100), (2, '2024-01-15', -30), (3, '2024-02-01', 50), (4, '2024-02-01', -5.5), (5, '2024-03-01', 1);
DECLARE @f date = '2024-02-01', @t date = '2024-02-29';
SELECT ISNULL(SUM(CASE WHEN d < @f THEN amt END), 0) AS opening, ISNULL(SUM(CASE WHEN d BETWEEN @f AND @t AND amt > 0 THEN amt END), 0) AS incoming, ISNULL(SUM(CASE WHEN d BETWEEN @f AND @t AND amt < 0 THEN amt END), 0) AS outgoing, SUM(CASE WHEN d <= @t THEN amt END) AS closing FROM dbo.m;
SELECT x.id, x.amt, x.balance FROM (SELECT id, d, amt, SUM(amt) OVER (ORDER BY d, id ROWS UNBOUNDED PRECEDING) AS balance FROM dbo.m) AS x WHERE x.d BETWEEN @f AND @t ORDER BY x.id;
