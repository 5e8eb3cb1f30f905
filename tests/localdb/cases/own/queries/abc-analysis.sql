-- ABC classes by the cumulative share of sales
CREATE TABLE dbo.p (sku char(1) PRIMARY KEY, amt int);
INSERT INTO dbo.p VALUES ('a', 500), ('b', 250), ('c', 150), ('d', 60), ('e', 40);
GO
WITH c AS (SELECT sku, amt, SUM(amt) OVER (ORDER BY amt DESC, sku ROWS UNBOUNDED PRECEDING) * 100.0 / SUM(amt) OVER () AS pct FROM dbo.p)
SELECT sku, CAST(pct AS decimal(5,1)) AS pct, CASE WHEN pct <= 80 THEN 'A' WHEN pct <= 95 THEN 'B' ELSE 'C' END AS class FROM c ORDER BY pct;
