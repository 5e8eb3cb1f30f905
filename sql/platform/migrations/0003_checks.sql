-- Runs of integrity checks and what they found. A violation is known by its check and key from the run that saw it first to the one that
-- does not see it any more; when it comes back it is a new one.
CREATE TABLE platform.check_run (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_check_run PRIMARY KEY,
  code nvarchar(64) NOT NULL,
  started datetime2(3) NOT NULL CONSTRAINT DF_check_run_started DEFAULT (SYSUTCDATETIME()),
  finished datetime2(3) NULL,
  status varchar(8) NOT NULL CONSTRAINT DF_check_run_status DEFAULT ('running')
    CONSTRAINT CK_check_run_status CHECK (status IN ('running', 'done', 'failed')),
  -- All that the procedure returned, also beyond what is kept.
  violations int NULL,
  fresh int NULL,
  ms int NULL,
  message nvarchar(1000) NULL,
  -- NULL: the clock.
  startedBy nvarchar(64) NULL,
  traceID varchar(64) NULL,
  INDEX IX_check_run_code (code, id)
);
GO
CREATE TABLE platform.check_violation (
  code nvarchar(64) NOT NULL,
  violationKey nvarchar(200) NOT NULL,
  itemID nvarchar(64) NULL,
  severity varchar(8) NOT NULL,
  url nvarchar(1000) NULL,
  -- {"en": {"text": "...", column: value}, "ru": {...}}
  body nvarchar(max) NOT NULL,
  ord int NOT NULL,
  firstSeen datetime2(3) NOT NULL,
  lastSeen datetime2(3) NOT NULL,
  gone datetime2(3) NULL,
  runID bigint NOT NULL,
  CONSTRAINT PK_check_violation PRIMARY KEY (code, violationKey)
);
GO
