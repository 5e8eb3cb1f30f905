-- Bytes of text and back, hexadecimal text, comparison and concatenation of binary values
SELECT CAST(0x48656C6C6F AS varchar(10)) AS hello, CAST('AB' AS varbinary(4)) AS ab, CAST(N'AB' AS varbinary(8)) AS n_ab, CONVERT(varchar(20), 0x00FF10, 1) AS hex1, CONVERT(varchar(20), 0x00FF10, 2) AS hex2, 0x01 + 0x0203 AS joined, DATALENGTH(CAST(5 AS binary(4))) AS dl, CAST(CAST(5 AS binary(4)) AS int) AS back_;
GO
SELECT 0x10 + 1 AS int_wins, CASE WHEN 0x0A < 0x0B THEN 1 ELSE 0 END AS lt, CASE WHEN 0x01 = CAST(1 AS binary(1)) THEN 1 ELSE 0 END AS eq, SUBSTRING(0x0102030405, 4, 5) AS tail;
