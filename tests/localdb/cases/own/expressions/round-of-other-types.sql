-- ROUND of int, money, float and decimal, negative lengths and halves away from zero
SELECT ROUND(15, -1) AS i, ROUND(14, -1) AS i2, ROUND(CAST(2.345 AS money), 2) AS m, ROUND(2.5e0, 0) AS f, ROUND(CAST(-2.5 AS decimal(5,1)), 0) AS d, ROUND(CAST(1234.567 AS decimal(10,3)), -2) AS hundreds, ROUND(5.015, 2) AS exact;
