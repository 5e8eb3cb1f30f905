-- A slug: lower case, transliteration with TRANSLATE and REPLACE, runs of dashes removed
DECLARE @t nvarchar(50) = N'Новый Заказ #15';
DECLARE @s nvarchar(100) = LOWER(@t);
SET @s = TRANSLATE(@s, N'новызак', N'novyzak');
SET @s = REPLACE(REPLACE(@s, N'й', N'j'), N' ', N'-');
WHILE PATINDEX(N'%[^a-z0-9-]%', @s) > 0 SET @s = STUFF(@s, PATINDEX(N'%[^a-z0-9-]%', @s), 1, N'');
SELECT @s AS slug, LEN(@s) AS l;
