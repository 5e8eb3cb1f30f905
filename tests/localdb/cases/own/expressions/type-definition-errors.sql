-- Type declarations that are not allowed: too long (131), unknown (2715 and 243)
DECLARE @s varchar(9000);
GO
DECLARE @t nosuchtype;
GO
SELECT CAST(1 AS nosuchtype) AS x;
