-- JSON_OBJECT keeps NULLs unless ABSENT ON NULL, JSON_ARRAY drops them unless NULL ON NULL; nesting (SQL Server 2022)
SELECT JSON_OBJECT('id':1, 'name':N'Анна', 'note':NULL) AS o, JSON_OBJECT('id':1, 'note':NULL ABSENT ON NULL) AS o_absent, JSON_ARRAY(1, 'a', NULL) AS a, JSON_ARRAY(1, NULL NULL ON NULL) AS a_null, JSON_OBJECT() AS empty_o, JSON_ARRAY() AS empty_a;
GO
SELECT JSON_OBJECT('client':JSON_OBJECT('id':7, 'vip':CAST(1 AS bit)), 'tags':JSON_ARRAY('x', 'y')) AS nested;
