-- Functions about the session, the login and the database
SELECT USER_NAME() AS u, CURRENT_USER AS cu, SESSION_USER AS su, CASE WHEN DB_ID() = DB_ID(DB_NAME()) THEN 1 ELSE 0 END AS db, CASE WHEN @@SPID > 0 THEN 1 ELSE 0 END AS spid, CASE WHEN APP_NAME() IS NULL THEN 0 ELSE 1 END AS app, SCHEMA_NAME() AS sch;
SELECT compatibility_level, CAST(collation_name AS varchar(60)) AS collation_name FROM sys.databases WHERE name = DB_NAME();
SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS varchar(60)) AS c, @@LANGUAGE AS lang, @@DATEFIRST AS df;
