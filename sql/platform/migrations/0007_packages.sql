-- Until when a session may change rows of tables by hand in the data browser.
ALTER TABLE platform.session ADD dataEditUntil datetime2(3) NULL;
GO
-- Imports of packages: what each item was when it last came in or went out (to know what was changed here since), and what an import
-- replaced (to undo it).
CREATE TABLE platform.package_item (
  path nvarchar(300) NOT NULL CONSTRAINT PK_package_item PRIMARY KEY,
  package nvarchar(128) NOT NULL,
  digest char(64) NOT NULL,
  changed datetime2(3) NOT NULL CONSTRAINT DF_package_item_changed DEFAULT (SYSUTCDATETIME())
);
CREATE TABLE platform.package_import (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_package_import PRIMARY KEY,
  package nvarchar(128) NOT NULL,
  imported datetime2(3) NOT NULL CONSTRAINT DF_package_import_imported DEFAULT (SYSUTCDATETIME()),
  importedBy nvarchar(64) NULL,
  -- Numbers of items added, changed, deleted; the migrations that ran.
  summary nvarchar(max) NOT NULL CONSTRAINT CK_package_import_summary CHECK (ISJSON(summary) = 1),
  -- Path, text and base of each item that was changed, as it was; text null: it was not there.
  [before] nvarchar(max) NOT NULL CONSTRAINT CK_package_import_before CHECK (ISJSON([before]) = 1),
  undone datetime2(3) NULL,
  undoneBy nvarchar(64) NULL
);
GO
