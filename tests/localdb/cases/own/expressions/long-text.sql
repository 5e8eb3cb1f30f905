-- Long text: nvarchar(max) built, searched, cut, replaced and measured
DECLARE @t nvarchar(max) = REPLICATE(CAST(N'абв ' AS nvarchar(max)), 5000);
SELECT LEN(@t) AS l, DATALENGTH(@t) AS b, CHARINDEX(N'в', @t, 19990) AS pos, LEN(REPLACE(@t, N'а', N'')) AS l2, RIGHT(RTRIM(@t), 3) AS tail, SUBSTRING(@t, 10001, 3) AS mid, LEN(LEFT(@t, 9000)) AS lft;
