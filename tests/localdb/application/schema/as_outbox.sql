-- External actions that wait to be carried out.
IF OBJECT_ID(N'dbo.as_outbox', N'U') IS NULL
CREATE TABLE dbo.as_outbox (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_as_outbox PRIMARY KEY,
  type varchar(32) NOT NULL,
  payload nvarchar(max) NOT NULL CONSTRAINT CK_as_outbox_payload CHECK (ISJSON(payload) > 0),
  attempts tinyint NOT NULL CONSTRAINT DF_as_outbox_attempts DEFAULT (0),
  status char(1) NOT NULL CONSTRAINT DF_as_outbox_status DEFAULT ('N'),
  nextAttempt datetime2(0) NOT NULL CONSTRAINT DF_as_outbox_nextAttempt DEFAULT (dbo.as_now()),
  lockedBy sysname NULL,
  CONSTRAINT CK_as_outbox_status CHECK (status IN ('N', 'P', 'D', 'F'))
);
GO
