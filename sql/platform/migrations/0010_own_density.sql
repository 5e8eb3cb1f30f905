-- A user without a density of their own sees the site's. What was the default so far was nobody's choice.
ALTER TABLE platform.[user] DROP CONSTRAINT DF_user_density, CK_user_density;
ALTER TABLE platform.[user] ALTER COLUMN density varchar(12) NULL;
ALTER TABLE platform.[user] ADD CONSTRAINT CK_user_density CHECK (density IN ('comfortable', 'compact'));
GO
UPDATE platform.[user] SET density = NULL WHERE density = 'comfortable';
GO
