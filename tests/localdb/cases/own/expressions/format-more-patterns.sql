-- FORMAT: custom date parts, escaped text, leading zeros, groups and cultures
DECLARE @d datetime2(0) = '2024-03-05T04:07:09';
SELECT FORMAT(@d, 'yyyy-MM-ddTHH:mm:ss') AS iso, FORMAT(@d, 'HH:mm') AS hm, FORMAT(@d, 'd.M.yy') AS short_, FORMAT(@d, 'dddd', 'en-US') AS wd, FORMAT(@d, 'MMM', 'en-US') AS mon, FORMAT(@d, '\Qyyyy', 'en-US') AS lit;
SELECT FORMAT(1234567.5, '#,##0.0', 'en-US') AS grouped, FORMAT(0.256, '0%', 'en-US') AS pct, FORMAT(5, '00') AS two, FORMAT(1234.5, 'N1', 'en-US') AS n1, FORMAT(-1234, '#,##0;(#,##0)', 'en-US') AS paren;
