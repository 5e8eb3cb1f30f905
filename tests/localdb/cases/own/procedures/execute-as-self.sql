-- EXECUTE AS the own user, login and CALLER with REVERT; a name that is none
EXECUTE AS USER = 'dbo';
SELECT USER_NAME() AS u;
REVERT;
EXECUTE AS CALLER;
REVERT;
GO
EXECUTE AS USER = 'nobody';
GO
