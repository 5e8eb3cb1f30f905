-- Trigonometry and logarithms rounded to four digits
SELECT ROUND(ATN2(1, 1) * 4, 4) AS pi_, ROUND(COS(PI()), 4) AS c, ROUND(TAN(PI() / 4), 4) AS t, ROUND(ASIN(1) * 2, 4) AS a, ROUND(LOG(100, 10), 4) AS lg, ROUND(EXP(LOG(5)), 4) AS e5, ROUND(RADIANS(180e0), 4) AS rad, ROUND(COT(PI() / 4), 4) AS ct;
