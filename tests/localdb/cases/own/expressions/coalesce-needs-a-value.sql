-- COALESCE of NULL constants only is an error 4127; with a typed NULL it is not
SELECT COALESCE(NULL, NULL) AS x;
GO
DECLARE @n int;
SELECT COALESCE(@n, NULL) AS x, ISNULL(@n, 0) AS zero;
