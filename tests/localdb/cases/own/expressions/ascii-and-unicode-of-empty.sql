-- ASCII and UNICODE of an empty string and of NULL are NULL; characters beyond the basic plane count as two
SELECT ASCII('') AS a, UNICODE(N'') AS u, ASCII(NULL) AS an, LEN(N'😀') AS l, DATALENGTH(N'😀') AS dl, UNICODE(N'😀') AS high, NCHAR(128512) AS beyond
