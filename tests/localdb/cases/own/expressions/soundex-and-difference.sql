-- SOUNDEX and DIFFERENCE compare how words sound
SELECT SOUNDEX('Smith') AS a, SOUNDEX('Smyth') AS b, SOUNDEX('Robert') AS c, SOUNDEX('') AS e, DIFFERENCE('Smith', 'Smyth') AS d4, SOUNDEX(NULL) AS n;
