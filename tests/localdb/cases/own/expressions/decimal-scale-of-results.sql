-- Types of decimal results as SQL_VARIANT_PROPERTY tells them: modulo, unary minus, SUM, AVG, ROUND, CASE
DECLARE @a decimal(8,2) = 10.50, @b decimal(6,3) = 3.125, @i int = 4;
SELECT CAST(SQL_VARIANT_PROPERTY(@a % @b, 'Precision') AS int) AS p_mod, CAST(SQL_VARIANT_PROPERTY(@a % @b, 'Scale') AS int) AS s_mod, CAST(SQL_VARIANT_PROPERTY(-@a, 'Scale') AS int) AS s_neg, CAST(SQL_VARIANT_PROPERTY(ROUND(@b, 1), 'Scale') AS int) AS s_round, CAST(SQL_VARIANT_PROPERTY(CASE WHEN @i = 4 THEN @a ELSE @b END, 'Scale') AS int) AS s_case, CAST(SQL_VARIANT_PROPERTY(ISNULL(@a, @b), 'Scale') AS int) AS s_isnull, CAST(SQL_VARIANT_PROPERTY(COALESCE(@a, @b), 'Scale') AS int) AS s_coalesce;
GO
CREATE TABLE dbo.t (v decimal(8,2));
INSERT INTO dbo.t VALUES (1), (2), (2);
SELECT CAST(SUM(v) AS varchar(40)) AS s, CAST(AVG(v) AS varchar(40)) AS a, CAST(MAX(v) * 1.5 AS varchar(40)) AS m FROM dbo.t;
