-- Length and bytes of Cyrillic, of mixed text and of varchar; conversion to varchar loses what the code page lacks
DECLARE @n nvarchar(20) = N'Ж-ё €', @v varchar(20) = 'e-Z';
SELECT LEN(@n) AS l, DATALENGTH(@n) AS b, CAST(@n AS varchar(20)) AS lossy, LEN(@v) AS lv, DATALENGTH(CAST(@v AS nvarchar(20))) AS b2, CASE WHEN CAST(N'€' AS varchar(5)) = '€' THEN 1 ELSE 0 END AS euro, N'a' + CAST(N'б' AS varchar(2)) AS mixed;
