-- SET CONCAT_NULL_YIELDS_NULL, ARITHABORT and ANSI_WARNINGS as a driver leaves them: NULL spreads, division by zero is an error
SELECT 'a' + NULL AS n, CASE WHEN NULL = NULL THEN 'equal' ELSE 'unknown' END AS eq;
GO
SELECT SESSIONPROPERTY('ANSI_NULLS') AS ansi_nulls, SESSIONPROPERTY('QUOTED_IDENTIFIER') AS quoted;
