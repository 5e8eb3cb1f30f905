-- Single characters that ISNUMERIC takes for numbers, and some that it does not
SELECT ISNUMERIC('\') AS backslash, ISNUMERIC(CHAR(9)) AS tab, ISNUMERIC(CHAR(10)) AS lf, ISNUMERIC(CHAR(13)) AS cr, ISNUMERIC(CHAR(160)) AS nbsp, ISNUMERIC(N'€') AS euro, ISNUMERIC(' ') AS blank, ISNUMERIC('') AS nothing, ISNUMERIC('e') AS e, ISNUMERIC('%') AS percent_, ISNUMERIC('(') AS bracket;
