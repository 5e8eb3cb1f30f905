-- First and last values of each group by FIRST_VALUE, by TOP in APPLY and by joining the extremes
CREATE TABLE dbo.v (client int, at_ datetime, page varchar(10));
INSERT INTO dbo.v VALUES (1, '2024-01-01T10:00:00', 'home'), (1, '2024-01-01T10:05:00', 'cart'), (1, '2024-01-01T10:09:00', 'pay'), (2, '2024-01-02T08:00:00', 'home');
SELECT DISTINCT client, FIRST_VALUE(page) OVER (PARTITION BY client ORDER BY at_) AS f, FIRST_VALUE(page) OVER (PARTITION BY client ORDER BY at_ DESC) AS l FROM dbo.v ORDER BY client;
SELECT x.client, a.page, DATEDIFF(minute, x.f, x.t) AS mins FROM (SELECT client, MIN(at_) AS f, MAX(at_) AS t FROM dbo.v GROUP BY client) AS x JOIN dbo.v AS a ON a.client = x.client AND a.at_ = x.t ORDER BY x.client;
