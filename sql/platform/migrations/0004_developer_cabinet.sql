-- What the developer's cabinet keeps: when a session gave its password again, and the history of T-SQL modules.

ALTER TABLE platform.session ADD reauthenticated datetime2(3) NULL;
GO

-- Every version of a procedure, function, view or trigger that the platform saw: saved in the workshop, installed by a package, or found
-- changed outside. `definition` is null for a module that was dropped.
CREATE TABLE platform.module_history (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_module_history PRIMARY KEY,
  schemaName nvarchar(128) NOT NULL,
  name nvarchar(128) NOT NULL,
  type char(2) NOT NULL,
  definition nvarchar(max) NULL,
  source varchar(12) NOT NULL CONSTRAINT CK_module_history_source CHECK (source IN ('workshop', 'wizard', 'package', 'outside', 'restore')),
  comment nvarchar(1000) NULL,
  changed datetime2(3) NOT NULL CONSTRAINT DF_module_history_changed DEFAULT (SYSUTCDATETIME()),
  changedBy nvarchar(64) NULL,
  INDEX IX_module_history_module (schemaName, name, id)
);
GO
