-- FORMATMESSAGE fills %s, %d and widths of a literal pattern; NULL arguments show as (null)
SELECT FORMATMESSAGE('%s has %d items', 'Cart', 5) AS a, FORMATMESSAGE(N'Заказ №%05d', 42) AS b, FORMATMESSAGE('%-6s|%6s|', 'ab', 'cd') AS c, FORMATMESSAGE('100%%') AS d, FORMATMESSAGE('%s', CAST(NULL AS varchar(5))) AS n;
