-- REPLACE and CHARINDEX follow the collation of their argument
SELECT REPLACE('ABCabc', 'b', '*') AS ci, REPLACE('ABCabc' COLLATE Latin1_General_CS_AS, 'b', '*') AS cs, CHARINDEX('B', 'abc' COLLATE Latin1_General_BIN2) AS bin_, CHARINDEX('B', 'abc') AS ci_pos, PATINDEX('%[A-Z]%' COLLATE Latin1_General_BIN2, 'abcDef') AS upper_at;
