-- what principals and permissions may be made of, and what the catalogue tells of it
CREATE TABLE dbo.t (id int);
EXEC (N'CREATE PROCEDURE dbo.p AS SELECT 1 AS a');
CREATE USER bob WITHOUT LOGIN;
CREATE ROLE readers;
CREATE ROLE writers;
ALTER ROLE writers ADD MEMBER readers;
ALTER ROLE readers ADD MEMBER bob;
GRANT SELECT, INSERT ON dbo.t TO readers WITH GRANT OPTION;
DENY DELETE ON SCHEMA::dbo TO bob;
GRANT CREATE TABLE TO bob;
GO
CREATE USER bob WITHOUT LOGIN
GO
CREATE USER nobody FOR LOGIN no_such_login
GO
GRANT EXECUTE ON dbo.t TO bob
GO
GRANT SELECT ON dbo.p TO bob
GO
GRANT SELECT ON dbo.t TO db_owner
GO
GRANT SELECT ON dbo.t TO dbo
GO
GRANT SELECT ON dbo.missing TO bob
GO
GRANT SELECT ON dbo.t TO missing
GO
ALTER ROLE readers ADD MEMBER writers
GO
ALTER ROLE missing ADD MEMBER bob
GO
ALTER ROLE readers ADD MEMBER missing
GO
DROP ROLE readers
GO
ALTER ROLE readers WITH NAME = lookers;
SELECT r.name AS role_name, m.name AS member_name
FROM sys.database_role_members AS x
JOIN sys.database_principals AS r ON r.principal_id = x.role_principal_id
JOIN sys.database_principals AS m ON m.principal_id = x.member_principal_id
WHERE r.is_fixed_role = 0
ORDER BY 1, 2;
SELECT pr.name, p.permission_name, p.state_desc, p.class_desc
FROM sys.database_permissions AS p
JOIN sys.database_principals AS pr ON pr.principal_id = p.grantee_principal_id
WHERE pr.name IN (N'bob', N'lookers') AND p.permission_name <> N'CONNECT'
ORDER BY 1, 2;
GO
REVOKE GRANT OPTION FOR SELECT ON dbo.t FROM lookers CASCADE;
REVOKE INSERT ON dbo.t FROM lookers CASCADE;
SELECT p.permission_name, p.state_desc
FROM sys.database_permissions AS p
WHERE p.grantee_principal_id = DATABASE_PRINCIPAL_ID(N'lookers')
ORDER BY 1;
GO
SELECT IS_ROLEMEMBER(N'writers', N'bob') AS through_role, IS_ROLEMEMBER(N'db_owner', N'bob') AS owner, IS_ROLEMEMBER(N'missing', N'bob') AS missing,
  HAS_PERMS_BY_NAME(N'dbo.t', N'OBJECT', N'SELECT') AS own, HAS_PERMS_BY_NAME(N'dbo.missing', N'OBJECT', N'SELECT') AS none;
