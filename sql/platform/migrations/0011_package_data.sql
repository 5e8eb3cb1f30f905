-- Tables whose rows travel with a package, as its author chose them: what the next export takes along.
CREATE TABLE platform.package_data (
  package nvarchar(128) NOT NULL,
  tableName nvarchar(260) NOT NULL,
  -- Key, mode and columns as in peregrine.json.
  spec nvarchar(max) NOT NULL CONSTRAINT CK_package_data_spec CHECK (ISJSON(spec) = 1),
  CONSTRAINT PK_package_data PRIMARY KEY (package, tableName)
);
GO
