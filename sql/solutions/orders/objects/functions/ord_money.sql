-- A sum for people: 28 160 ₽ in Russian, ₽28,160 in English; kopecks only when there are any.
CREATE OR ALTER FUNCTION dbo.ord_money(@amount decimal(18, 2), @lang nvarchar(8)) RETURNS nvarchar(64)
AS
BEGIN
  DECLARE @text nvarchar(64) = CONVERT(nvarchar(64), CAST(@amount AS money), 1);
  IF RIGHT(@text, 3) = N'.00' SET @text = LEFT(@text, LEN(@text) - 3);
  RETURN CASE WHEN @lang = N'ru' THEN CONCAT(REPLACE(REPLACE(@text, N',', NCHAR(160)), N'.', N','), NCHAR(160), N'₽') ELSE CONCAT(N'₽', @text) END;
END;
GO
