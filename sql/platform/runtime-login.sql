-- The two logins of production: what serves people (MSSQL_URL) runs procedures and keeps the platform's own tables; what develops
-- (MSSQL_DEVELOPER_URL) may change the schema. Run by an administrator in the application's database with passwords of your own, before
-- the first start and once more after it, when the objects that are named one by one are there. It may be run again at any time.

IF SUSER_ID(N'peregrine_runtime') IS NULL CREATE LOGIN peregrine_runtime WITH PASSWORD = N'<password of the runtime>';
IF SUSER_ID(N'peregrine_developer') IS NULL CREATE LOGIN peregrine_developer WITH PASSWORD = N'<password of the developer>';
GO
IF USER_ID(N'peregrine_runtime') IS NULL CREATE USER peregrine_runtime FOR LOGIN peregrine_runtime;
IF USER_ID(N'peregrine_developer') IS NULL CREATE USER peregrine_developer FOR LOGIN peregrine_developer;
IF SCHEMA_ID(N'platform') IS NULL EXEC (N'CREATE SCHEMA platform');
GO
-- The developer's cabinet, migrations and imports of packages.
ALTER ROLE db_owner ADD MEMBER peregrine_developer;
GO
-- Procedures, scalar functions and table types of the solution and the platform. A procedure reaches its tables because both belong to
-- dbo; only what it runs as dynamic SQL needs rights of the runtime's own.
GRANT EXECUTE ON SCHEMA::dbo TO peregrine_runtime;
GRANT EXECUTE ON SCHEMA::platform TO peregrine_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::platform TO peregrine_runtime;
GO
-- What the engine reads beside procedures.
IF OBJECT_ID(N'dbo.split') IS NOT NULL GRANT SELECT ON dbo.split TO peregrine_runtime;
GO
