-- LEFT_SHIFT, RIGHT_SHIFT, BIT_COUNT, GET_BIT and SET_BIT with their operators (SQL Server 2022)
SELECT LEFT_SHIFT(5, 2) AS l, 5 << 2 AS l_op, RIGHT_SHIFT(20, 2) AS r, 20 >> 2 AS r_op, BIT_COUNT(255) AS bc, GET_BIT(5, 2) AS g1, GET_BIT(5, 1) AS g0, SET_BIT(0, 3) AS s, SET_BIT(15, 0, 0) AS cleared;
