-- CHARINDEX with NULLIF as the guard of LEFT, and positions of the second separator
CREATE TABLE dbo.codes (id int PRIMARY KEY, code varchar(30) NOT NULL);
INSERT INTO dbo.codes VALUES (1, 'RU-MOW-001'), (2, 'KZ'), (3, 'BY-MSQ');
GO
SELECT id, LEFT(code, ISNULL(NULLIF(CHARINDEX('-', code), 0) - 1, LEN(code))) AS country,
  SUBSTRING(code, NULLIF(CHARINDEX('-', code), 0) + 1, 3) AS city,
  CHARINDEX('-', code, CHARINDEX('-', code) + 1) AS second_dash
FROM dbo.codes ORDER BY id;
GO
SELECT id, PARSENAME(REPLACE(code, '-', '.'), 1) AS last_part FROM dbo.codes ORDER BY id;
