-- Forms of numeric literals: leading and trailing points, exponents, signs, hexadecimal
SELECT .5 AS a, 5. AS b, 1e-2 AS c, -+3 AS d, - -3 AS e, 0x0A AS f, 0xFF + 0 AS g, 1.20 AS h, 00012 AS i;
