-- Parameters are converted to their declared types: text to numbers and dates, cuts and errors 8114
CREATE PROCEDURE dbo.p @i int = 0, @d date = NULL, @s varchar(3) = '', @m decimal(6,2) = 0, @b bit = 0 AS SELECT @i AS i, @d AS d, @s AS s, @m AS m, @b AS b;
GO
EXEC dbo.p '15', '20240305', 'abcdef', '1.239', 'true';
EXEC dbo.p 7.9, '2024-03-05T10:00:00', 'xy', 5, 9;
GO
EXEC dbo.p 'x1';
GO
EXEC dbo.p @d = '31.31.2024';
