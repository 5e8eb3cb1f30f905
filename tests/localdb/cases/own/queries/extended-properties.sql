-- Descriptions by sp_addextendedproperty, read from sys.extended_properties and fn_listextendedproperty
CREATE TABLE dbo.t (id int, name nvarchar(10));
GO
EXEC sp_addextendedproperty @name = N'MS_Description', @value = N'Клиенты', @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N't';
EXEC sp_addextendedproperty N'MS_Description', N'Имя', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'name';
GO
SELECT ISNULL(c.name, N'-') AS col, CAST(p.value AS nvarchar(50)) AS txt FROM sys.extended_properties AS p LEFT JOIN sys.columns AS c ON c.object_id = p.major_id AND c.column_id = p.minor_id WHERE p.major_id = OBJECT_ID('dbo.t') AND p.name = N'MS_Description' ORDER BY p.minor_id;
GO
EXEC sp_updateextendedproperty N'MS_Description', N'Полное имя', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'name';
SELECT CAST(value AS nvarchar(50)) AS txt FROM fn_listextendedproperty(N'MS_Description', N'SCHEMA', N'dbo', N'TABLE', N't', N'COLUMN', N'name');
EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', N'dbo', N'TABLE', N't';
SELECT COUNT(*) AS n FROM sys.extended_properties WHERE class = 1;
