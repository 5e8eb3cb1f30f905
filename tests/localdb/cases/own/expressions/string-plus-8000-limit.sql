-- varchar + varchar is cut at 8000 bytes, also when it is assigned to varchar(max)
DECLARE @m varchar(max) = REPLICATE('a', 8000) + REPLICATE('b', 100);
SELECT LEN(@m) AS cut;
GO
DECLARE @a varchar(max) = REPLICATE('a', 8000);
SET @a += REPLICATE('b', 100);
SELECT LEN(@a) AS kept, LEN(CONCAT(@a, 'tail')) AS by_concat;
