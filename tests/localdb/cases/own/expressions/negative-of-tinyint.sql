-- The minus sign keeps the operand's type, but makes a smallint of a tinyint
SELECT -CAST(5 AS tinyint) AS n, CAST(SQL_VARIANT_PROPERTY(-CAST(5 AS tinyint), 'BaseType') AS varchar(20)) AS t, CAST(SQL_VARIANT_PROPERTY(-CAST(5 AS smallint), 'BaseType') AS varchar(20)) AS s, CAST(SQL_VARIANT_PROPERTY(-CAST(5 AS bigint), 'BaseType') AS varchar(20)) AS b;
DECLARE @t tinyint = 255;
SELECT -@t AS minus_255, -(-@t) AS back;
GO
SELECT -CAST(1 AS bit) AS x;
GO
DECLARE @s smallint = -32768;
SELECT -@s AS x;
