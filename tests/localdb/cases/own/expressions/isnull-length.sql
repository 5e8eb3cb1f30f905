-- ISNULL takes the length and type of its first argument: text is cut, decimals are rounded, ints reject fractions of text
DECLARE @c char(2), @d decimal(5,1), @n nvarchar(4), @dt date;
SELECT ISNULL(@c, 'abcd') AS c, ISNULL(@d, 1.25) AS d, ISNULL(@n, N'привет') AS n, ISNULL(@dt, '2024-02-29') AS dt, LEN(ISNULL(@c, '')) AS blank;
