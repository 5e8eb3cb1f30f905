-- COMPRESS and DECOMPRESS give the text back
DECLARE @t nvarchar(max) = REPLICATE(N'заказ ', 100);
SELECT CASE WHEN CAST(DECOMPRESS(COMPRESS(@t)) AS nvarchar(max)) = @t THEN 'same' ELSE 'differs' END AS r, CASE WHEN DATALENGTH(COMPRESS(@t)) < DATALENGTH(@t) THEN 'smaller' ELSE 'larger' END AS s, CAST(DECOMPRESS(COMPRESS('abc')) AS varchar(max)) AS v;
