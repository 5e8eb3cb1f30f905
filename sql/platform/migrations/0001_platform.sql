-- The platform's own tables (schema platform) and the parameter types that procedures of a solution declare (schema dbo).
-- Times are UTC. What belongs to a user goes with the user, except logs, which keep the number.
IF SCHEMA_ID(N'platform') IS NULL EXEC (N'CREATE SCHEMA platform');
GO
-- Definitions: what the screens are. Trigger tr_definition keeps version, revision and history.
CREATE TABLE platform.definition (
  kind varchar(32) NOT NULL,
  code nvarchar(64) NOT NULL,
  body nvarchar(max) NOT NULL CONSTRAINT CK_definition_body CHECK (ISJSON(body) = 1),
  draft nvarchar(max) NULL CONSTRAINT CK_definition_draft CHECK (draft IS NULL OR ISJSON(draft) = 1),
  version int NOT NULL CONSTRAINT DF_definition_version DEFAULT (1),
  -- The platform's revision that this row's last change made: "what changed since N" is a seek.
  revision bigint NOT NULL CONSTRAINT DF_definition_revision DEFAULT (0),
  updated datetime2(3) NOT NULL CONSTRAINT DF_definition_updated DEFAULT (SYSUTCDATETIME()),
  updatedBy nvarchar(64) NULL,
  CONSTRAINT PK_definition PRIMARY KEY (kind, code),
  INDEX IX_definition_revision (revision)
);
CREATE TABLE platform.definition_history (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_definition_history PRIMARY KEY,
  kind varchar(32) NOT NULL,
  code nvarchar(64) NOT NULL,
  version int NOT NULL,
  revision bigint NOT NULL,
  body nvarchar(max) NULL,
  action varchar(8) NOT NULL CONSTRAINT CK_definition_history_action CHECK (action IN ('insert', 'update', 'delete')),
  comment nvarchar(1000) NULL,
  changed datetime2(3) NOT NULL CONSTRAINT DF_definition_history_changed DEFAULT (SYSUTCDATETIME()),
  changedBy nvarchar(64) NULL,
  INDEX IX_definition_history_definition (kind, code, version),
  INDEX IX_definition_history_revision (revision, action)
);
-- One row: the number that every change of a definition raises.
CREATE TABLE platform.revision (
  id tinyint NOT NULL CONSTRAINT PK_revision PRIMARY KEY CONSTRAINT CK_revision_id CHECK (id = 1),
  number bigint NOT NULL
);
INSERT INTO platform.revision (id, number) VALUES (1, 0);
-- What access checks need of the definitions of kind role; kept by tr_definition.
CREATE TABLE platform.role (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT UQ_role_id UNIQUE,
  code nvarchar(64) NOT NULL CONSTRAINT PK_role PRIMARY KEY,
  isActive bit NOT NULL,
  requireTotp bit NOT NULL
);
GO
-- People.
CREATE TABLE platform.[user] (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_user PRIMARY KEY,
  username nvarchar(64) NOT NULL CONSTRAINT UQ_user_username UNIQUE,
  passwordHash varchar(256) NULL,
  displayName nvarchar(128) NOT NULL CONSTRAINT DF_user_displayName DEFAULT (N''),
  email nvarchar(256) NULL,
  phone nvarchar(32) NULL,
  avatarFileID uniqueidentifier NULL,
  lang varchar(2) NULL CONSTRAINT CK_user_lang CHECK (lang IN ('en', 'ru')),
  theme varchar(8) NOT NULL CONSTRAINT DF_user_theme DEFAULT ('auto') CONSTRAINT CK_user_theme CHECK (theme IN ('auto', 'light', 'dark')),
  density varchar(12) NOT NULL CONSTRAINT DF_user_density DEFAULT ('comfortable')
    CONSTRAINT CK_user_density CHECK (density IN ('comfortable', 'compact')),
  timeZone varchar(64) NULL,
  isActive bit NOT NULL CONSTRAINT DF_user_isActive DEFAULT (1),
  isEmailConfirmed bit NOT NULL CONSTRAINT DF_user_isEmailConfirmed DEFAULT (0),
  mustChangePassword bit NOT NULL CONSTRAINT DF_user_mustChangePassword DEFAULT (0),
  -- Encrypted by the runtime.
  totpSecret nvarchar(512) NULL,
  totpEnabled bit NOT NULL CONSTRAINT DF_user_totpEnabled DEFAULT (0),
  -- The last accepted time step: a code serves once.
  totpLastStep bigint NULL,
  failedLogins int NOT NULL CONSTRAINT DF_user_failedLogins DEFAULT (0),
  lockedUntil datetime2(3) NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_user_created DEFAULT (SYSUTCDATETIME()),
  lastLogin datetime2(3) NULL,
  version rowversion NOT NULL
);
CREATE UNIQUE INDEX UX_user_email ON platform.[user] (email) WHERE email IS NOT NULL;
-- A role's code, not a key of platform.role: a role that is away for a moment (import) takes nobody's membership.
CREATE TABLE platform.user_role (
  userID int NOT NULL CONSTRAINT FK_user_role_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  roleCode nvarchar(64) NOT NULL,
  CONSTRAINT PK_user_role PRIMARY KEY (userID, roleCode),
  INDEX IX_user_role_role (roleCode, userID)
);
CREATE TABLE platform.session (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_session PRIMARY KEY,
  tokenHash binary(32) NOT NULL CONSTRAINT UQ_session_tokenHash UNIQUE,
  userID int NOT NULL CONSTRAINT FK_session_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  -- The developer behind an impersonation.
  realUserID int NULL CONSTRAINT FK_session_realUser REFERENCES platform.[user] (id),
  created datetime2(3) NOT NULL CONSTRAINT DF_session_created DEFAULT (SYSUTCDATETIME()),
  lastSeen datetime2(3) NOT NULL CONSTRAINT DF_session_lastSeen DEFAULT (SYSUTCDATETIME()),
  expires datetime2(3) NOT NULL,
  -- Without a request for so long the session is over before its time.
  idleMinutes int NOT NULL CONSTRAINT DF_session_idleMinutes DEFAULT (120),
  ip varchar(45) NULL,
  userAgent nvarchar(400) NULL,
  revokedAt datetime2(3) NULL,
  INDEX IX_session_user (userID),
  INDEX IX_session_expires (expires)
);
CREATE TABLE platform.recovery_code (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_recovery_code PRIMARY KEY,
  userID int NOT NULL CONSTRAINT FK_recovery_code_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  codeHash varchar(256) NOT NULL,
  usedAt datetime2(3) NULL,
  INDEX IX_recovery_code_user (userID)
);
CREATE TABLE platform.user_token (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_user_token PRIMARY KEY,
  userID int NOT NULL CONSTRAINT FK_user_token_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  kind varchar(16) NOT NULL CONSTRAINT CK_user_token_kind CHECK (kind IN ('confirmEmail', 'resetPassword', 'invite', 'secondFactor')),
  tokenHash binary(32) NOT NULL CONSTRAINT UQ_user_token_tokenHash UNIQUE,
  created datetime2(3) NOT NULL CONSTRAINT DF_user_token_created DEFAULT (SYSUTCDATETIME()),
  expires datetime2(3) NOT NULL,
  usedAt datetime2(3) NULL,
  -- What the token is about beside its user: the address to confirm.
  data nvarchar(400) NULL,
  INDEX IX_user_token_user (userID, kind)
);
CREATE TABLE platform.login_attempt (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_login_attempt PRIMARY KEY,
  username nvarchar(64) NOT NULL,
  ip varchar(45) NOT NULL,
  at datetime2(3) NOT NULL CONSTRAINT DF_login_attempt_at DEFAULT (SYSUTCDATETIME()),
  succeeded bit NOT NULL,
  INDEX IX_login_attempt_username (username, at),
  INDEX IX_login_attempt_ip (ip, at)
);
CREATE TABLE platform.user_preference (
  userID int NOT NULL CONSTRAINT FK_user_preference_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  name nvarchar(128) NOT NULL,
  value nvarchar(max) NULL,
  CONSTRAINT PK_user_preference PRIMARY KEY (userID, name)
);
CREATE TABLE platform.saved_view (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_saved_view PRIMARY KEY,
  -- NULL: shared with everybody who sees the table.
  userID int NULL CONSTRAINT FK_saved_view_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  tableCode nvarchar(64) NOT NULL,
  name nvarchar(128) NOT NULL,
  query nvarchar(max) NOT NULL,
  ord int NOT NULL CONSTRAINT DF_saved_view_ord DEFAULT (0),
  isDefault bit NOT NULL CONSTRAINT DF_saved_view_isDefault DEFAULT (0),
  INDEX IX_saved_view_table (tableCode, userID)
);
GO
-- Values of definitions of kind setting; absent means the definition's default.
CREATE TABLE platform.setting (
  code nvarchar(64) NOT NULL CONSTRAINT PK_setting PRIMARY KEY,
  value nvarchar(max) NULL,
  category nvarchar(64) NULL,
  -- A secret's value is encrypted by the runtime and not shown by views.
  isSecret bit NOT NULL CONSTRAINT DF_setting_isSecret DEFAULT (0),
  updated datetime2(3) NOT NULL CONSTRAINT DF_setting_updated DEFAULT (SYSUTCDATETIME()),
  updatedBy nvarchar(64) NULL
);
CREATE TABLE platform.notification (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_notification PRIMARY KEY,
  userID int NOT NULL CONSTRAINT FK_notification_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  typeCode nvarchar(64) NOT NULL,
  text nvarchar(1000) NOT NULL,
  url nvarchar(512) NULL,
  additional nvarchar(max) NULL,
  fromUsername nvarchar(64) NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_notification_created DEFAULT (SYSUTCDATETIME()),
  readAt datetime2(3) NULL,
  INDEX IX_notification_user (userID, id)
);
CREATE INDEX IX_notification_unread ON platform.notification (userID) WHERE readAt IS NULL;
CREATE TABLE platform.notification_preference (
  userID int NOT NULL CONSTRAINT FK_notification_preference_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  typeCode nvarchar(64) NOT NULL,
  channel varchar(16) NOT NULL,
  isOn bit NOT NULL,
  CONSTRAINT PK_notification_preference PRIMARY KEY (userID, typeCode, channel)
);
-- External actions that wait to be carried out, at least once each.
CREATE TABLE platform.outbox (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_outbox PRIMARY KEY,
  type varchar(32) NOT NULL,
  payload nvarchar(max) NOT NULL CONSTRAINT CK_outbox_payload CHECK (ISJSON(payload) = 1),
  status varchar(8) NOT NULL CONSTRAINT DF_outbox_status DEFAULT ('pending')
    CONSTRAINT CK_outbox_status CHECK (status IN ('pending', 'done', 'failed', 'dead')),
  attempts int NOT NULL CONSTRAINT DF_outbox_attempts DEFAULT (0),
  nextAttempt datetime2(3) NOT NULL CONSTRAINT DF_outbox_nextAttempt DEFAULT (SYSUTCDATETIME()),
  lockedBy nvarchar(128) NULL,
  lockedUntil datetime2(3) NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_outbox_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  traceID varchar(64) NULL,
  lastError nvarchar(max) NULL,
  INDEX IX_outbox_next (status, nextAttempt)
);
CREATE TABLE platform.job_lease (
  code nvarchar(64) NOT NULL CONSTRAINT PK_job_lease PRIMARY KEY,
  owner nvarchar(128) NOT NULL,
  until datetime2(3) NOT NULL
);
CREATE TABLE platform.job_run (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_job_run PRIMARY KEY,
  code nvarchar(64) NOT NULL,
  started datetime2(3) NOT NULL CONSTRAINT DF_job_run_started DEFAULT (SYSUTCDATETIME()),
  finished datetime2(3) NULL,
  status varchar(8) NOT NULL CONSTRAINT DF_job_run_status DEFAULT ('running')
    CONSTRAINT CK_job_run_status CHECK (status IN ('running', 'done', 'failed')),
  message nvarchar(max) NULL,
  [rows] int NULL,
  INDEX IX_job_run_code (code, started)
);
GO
-- What people attach, say and change.
CREATE TABLE platform.[file] (
  id uniqueidentifier NOT NULL CONSTRAINT DF_file_id DEFAULT (NEWID()) CONSTRAINT PK_file PRIMARY KEY NONCLUSTERED,
  resourceCode nvarchar(64) NOT NULL,
  entityCode nvarchar(64) NOT NULL,
  itemID nvarchar(64) NULL,
  name nvarchar(255) NOT NULL,
  contentType varchar(128) NOT NULL,
  size bigint NOT NULL,
  sha256 char(64) NOT NULL,
  storageKey varchar(256) NOT NULL,
  width int NULL,
  height int NULL,
  ord int NOT NULL CONSTRAINT DF_file_ord DEFAULT (0),
  created datetime2(3) NOT NULL CONSTRAINT DF_file_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  isDeleted bit NOT NULL CONSTRAINT DF_file_isDeleted DEFAULT (0),
  -- Set while the record that the file belongs to is not saved yet.
  draftToken varchar(64) NULL,
  INDEX IX_file_item CLUSTERED (entityCode, itemID, ord)
);
CREATE INDEX IX_file_draft ON platform.[file] (draftToken) WHERE draftToken IS NOT NULL;
CREATE TABLE platform.status_log (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_status_log PRIMARY KEY,
  entityCode nvarchar(64) NOT NULL,
  itemID nvarchar(64) NOT NULL,
  fromStatus nvarchar(64) NULL,
  toStatus nvarchar(64) NOT NULL,
  comment nvarchar(1000) NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_status_log_created DEFAULT (SYSUTCDATETIME()),
  createdBy nvarchar(64) NULL,
  INDEX IX_status_log_item (entityCode, itemID, id)
);
CREATE TABLE platform.chat_message (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_chat_message PRIMARY KEY,
  chatCode nvarchar(64) NOT NULL,
  itemID nvarchar(64) NOT NULL,
  userID int NOT NULL CONSTRAINT FK_chat_message_user REFERENCES platform.[user] (id),
  text nvarchar(max) NOT NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_chat_message_created DEFAULT (SYSUTCDATETIME()),
  editedAt datetime2(3) NULL,
  deletedAt datetime2(3) NULL,
  replyToID bigint NULL CONSTRAINT FK_chat_message_replyTo REFERENCES platform.chat_message (id),
  INDEX IX_chat_message_item (chatCode, itemID, id)
);
CREATE TABLE platform.chat_file (
  messageID bigint NOT NULL CONSTRAINT FK_chat_file_message REFERENCES platform.chat_message (id) ON DELETE CASCADE,
  fileID uniqueidentifier NOT NULL CONSTRAINT FK_chat_file_file REFERENCES platform.[file] (id) ON DELETE CASCADE,
  CONSTRAINT PK_chat_file PRIMARY KEY (messageID, fileID)
);
CREATE TABLE platform.chat_read (
  chatCode nvarchar(64) NOT NULL,
  itemID nvarchar(64) NOT NULL,
  userID int NOT NULL CONSTRAINT FK_chat_read_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  lastReadID bigint NOT NULL,
  CONSTRAINT PK_chat_read PRIMARY KEY (chatCode, itemID, userID)
);
CREATE TABLE platform.form_draft (
  userID int NOT NULL CONSTRAINT FK_form_draft_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  formCode nvarchar(64) NOT NULL,
  itemID nvarchar(64) NOT NULL,
  data nvarchar(max) NOT NULL,
  updated datetime2(3) NOT NULL CONSTRAINT DF_form_draft_updated DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT PK_form_draft PRIMARY KEY (userID, formCode, itemID)
);
-- Answers of saves by the browser's key, so that a repeated save is answered, not done again. NULL: still running.
CREATE TABLE platform.idempotency (
  [key] varchar(64) NOT NULL,
  userID int NOT NULL,
  response nvarchar(max) NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_idempotency_created DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT PK_idempotency PRIMARY KEY (userID, [key]),
  INDEX IX_idempotency_created (created)
);
GO
-- What happened, for developers and auditors. Rows outlive their users.
CREATE TABLE platform.trace (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_trace PRIMARY KEY,
  traceID varchar(64) NULL,
  created datetime2(3) NOT NULL CONSTRAINT DF_trace_created DEFAULT (SYSUTCDATETIME()),
  level tinyint NOT NULL CONSTRAINT DF_trace_level DEFAULT (1),
  kind varchar(16) NOT NULL CONSTRAINT DF_trace_kind DEFAULT ('trace'),
  code nvarchar(256) NOT NULL CONSTRAINT DF_trace_code DEFAULT (N''),
  header nvarchar(512) NULL,
  text nvarchar(max) NULL,
  url nvarchar(1024) NULL,
  userID int NULL,
  -- The name that a procedure wrote through dbo.as_trace.
  username nvarchar(64) NULL,
  ms decimal(12, 3) NULL,
  [rows] int NULL,
  details nvarchar(max) NULL,
  INDEX IX_trace_traceID (traceID),
  INDEX IX_trace_created (created),
  INDEX IX_trace_code (code, id)
);
CREATE TABLE platform.trace_switch (
  userID int NOT NULL CONSTRAINT PK_trace_switch PRIMARY KEY CONSTRAINT FK_trace_switch_user REFERENCES platform.[user] (id) ON DELETE CASCADE,
  level tinyint NOT NULL,
  until datetime2(3) NOT NULL
);
CREATE TABLE platform.audit (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_audit PRIMARY KEY,
  created datetime2(3) NOT NULL CONSTRAINT DF_audit_created DEFAULT (SYSUTCDATETIME()),
  userID int NULL,
  realUserID int NULL,
  action varchar(64) NOT NULL,
  object nvarchar(256) NULL,
  details nvarchar(max) NULL,
  ip varchar(45) NULL,
  INDEX IX_audit_created (created),
  INDEX IX_audit_user (userID, id)
);
-- Messages between processes; each polls what is newer than it has seen.
CREATE TABLE platform.event (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_event PRIMARY KEY,
  created datetime2(3) NOT NULL CONSTRAINT DF_event_created DEFAULT (SYSUTCDATETIME()),
  topic nvarchar(200) NOT NULL,
  payload nvarchar(max) NOT NULL,
  INDEX IX_event_created (created)
);
GO
-- Parameter types of procedures; both value columns carry the same text.
IF TYPE_ID(N'dbo.CRUDFilterParameter') IS NULL
  CREATE TYPE dbo.CRUDFilterParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));
IF TYPE_ID(N'dbo.DictionaryParameter') IS NULL
  CREATE TYPE dbo.DictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max));
IF TYPE_ID(N'dbo.ExtendedDictionaryParameter') IS NULL
  CREATE TYPE dbo.ExtendedDictionaryParameter AS TABLE ([Key] nvarchar(128), [Value] nvarchar(max), [Value2] nvarchar(max));
GO
