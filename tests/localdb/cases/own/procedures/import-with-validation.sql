-- An import: rows of text checked one by one with TRY_CAST, errors listed, good rows merged
CREATE TABLE dbo.target (code varchar(10) PRIMARY KEY, qty int NOT NULL, d date NULL);
INSERT INTO dbo.target VALUES ('a', 1, NULL);
GO
CREATE PROCEDURE dbo.import_rows @json nvarchar(max) AS
BEGIN
  SET NOCOUNT ON;
  SELECT CAST([key] AS int) + 1 AS n, JSON_VALUE(value, '$.code') AS code, JSON_VALUE(value, '$.qty') AS qty, JSON_VALUE(value, '$.date') AS d INTO #raw FROM OPENJSON(@json);
  SELECT n, CONCAT_WS(N'; ', CASE WHEN ISNULL(code, N'') = N'' THEN N'нет кода' END, CASE WHEN TRY_CAST(qty AS int) IS NULL THEN N'количество' END, CASE WHEN d IS NOT NULL AND TRY_CONVERT(date, d, 104) IS NULL THEN N'дата' END) AS err INTO #checked FROM #raw;
  MERGE dbo.target AS t USING (SELECT r.code, TRY_CAST(r.qty AS int) AS qty, TRY_CONVERT(date, r.d, 104) AS d FROM #raw AS r JOIN #checked AS c ON c.n = r.n AND c.err = N'') AS s ON s.code = t.code
  WHEN MATCHED THEN UPDATE SET qty = s.qty, d = s.d WHEN NOT MATCHED THEN INSERT (code, qty, d) VALUES (s.code, s.qty, s.d);
  SELECT @@ROWCOUNT AS loaded;
  SELECT n, err FROM #checked WHERE err <> N'' ORDER BY n;
END
GO
EXEC dbo.import_rows N'[{"code":"a","qty":"5","date":"15.03.2024"},{"code":"","qty":"x"},{"code":"b","qty":7},{"code":"c","qty":"1","date":"31.02.2024"}]';
SELECT code, qty, d FROM dbo.target ORDER BY code;
