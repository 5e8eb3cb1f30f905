-- The API: keys of those who call it, the log of calls in both directions, signatures that were seen already; and how tables grow.

-- A key acts as its user, for the actions that it names.
CREATE TABLE platform.api_key (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_api_key PRIMARY KEY,
  name nvarchar(128) NOT NULL,
  -- The first letters of the key, to know it by.
  prefix varchar(16) NOT NULL,
  keyHash binary(32) NOT NULL CONSTRAINT UQ_api_key_keyHash UNIQUE,
  userID int NOT NULL CONSTRAINT FK_api_key_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  -- Comma list of codes of definitions of the kind api; '*' is all of them.
  scopes nvarchar(2000) NOT NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_api_key_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  expires datetime2(3) NULL,
  revokedAt datetime2(3) NULL,
  lastUsed datetime2(3) NULL,
  lastIP varchar(45) NULL,
  INDEX IX_api_key_user (userID)
);
GO
-- No values and no secrets: an outgoing address is kept without its query.
CREATE TABLE platform.api_call (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_api_call PRIMARY KEY,
  created datetime2(3) NOT NULL CONSTRAINT DF_api_call_created DEFAULT (SYSUTCDATETIME()),
  direction varchar(3) NOT NULL CONSTRAINT CK_api_call_direction CHECK (direction IN ('in', 'out')),
  code nvarchar(64) NOT NULL,
  method varchar(8) NOT NULL,
  url nvarchar(1000) NULL,
  keyID int NULL,
  username nvarchar(64) NULL,
  ip varchar(45) NULL,
  -- NULL: there was no answer.
  status int NULL,
  ms int NOT NULL,
  requestBytes int NULL,
  responseBytes int NULL,
  error nvarchar(1000) NULL,
  traceID varchar(64) NULL,
  INDEX IX_api_call_code (code, id),
  INDEX IX_api_call_created (created)
);
GO
-- A signed message is taken once.
CREATE TABLE platform.api_seen (
  code nvarchar(64) NOT NULL,
  messageHash binary(32) NOT NULL,
  expires datetime2(3) NOT NULL,
  CONSTRAINT PK_api_seen PRIMARY KEY (code, messageHash)
);
GO
CREATE TABLE platform.table_size (
  day date NOT NULL,
  tableName nvarchar(260) NOT NULL,
  [rows] bigint NOT NULL,
  kb bigint NOT NULL,
  CONSTRAINT PK_table_size PRIMARY KEY (tableName, day)
);
GO
