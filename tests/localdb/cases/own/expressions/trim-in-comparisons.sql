-- Clean-up of imported text: tabs, line breaks, non-breaking blanks, repeated blanks
DECLARE @s nvarchar(50) = CHAR(9) + N' Иванов' + NCHAR(160) + N'  Иван ' + CHAR(13) + CHAR(10);
SELECT TRIM(REPLACE(REPLACE(REPLACE(REPLACE(@s, CHAR(9), N' '), CHAR(13), N' '), CHAR(10), N' '), NCHAR(160), N' ')) AS blanks_in, REPLACE(REPLACE(REPLACE(N'a    b  c', N' ', N'<>'), N'><', N''), N'<>', N' ') AS single, LEN(@s) AS len_;
