-- Built-in functions with a wrong number of arguments: 174 and 189; an unknown function: 195
SELECT LEN() AS x;
GO
SELECT SUBSTRING('abc', 1) AS x;
GO
SELECT ROUND(1) AS x;
GO
SELECT NO_SUCH_FUNCTION(1) AS x;
