-- STUFF inserts, masks and deletes; positions at the ends
SELECT STUFF('4111111111111111', 5, 8, '********') AS masked, STUFF('abc', 1, 0, '>') AS front, STUFF('abc', 3, 1, '') AS last_, STUFF('abc', 4, 0, 'd') AS past, STUFF('abc', 2, 100, '-') AS long_, STUFF('abc', 2, -1, 'x') AS neg;
