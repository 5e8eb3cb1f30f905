-- A CASE that gives text in one branch and a number in another fails only for the text that is no number
DECLARE @r int;
SELECT CASE WHEN v.n > 1 THEN v.n ELSE '0' END AS x FROM (VALUES (1), (2)) AS v(n) ORDER BY v.n;
BEGIN TRY SELECT @r = CASE WHEN v.n > 1 THEN v.n ELSE 'small' END FROM (VALUES (1), (2)) AS v(n); END TRY BEGIN CATCH SELECT ERROR_NUMBER() AS err; END CATCH
