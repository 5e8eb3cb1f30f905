-- Messages of chats.
IF OBJECT_ID(N'dbo.cht_messages', N'U') IS NULL
CREATE TABLE dbo.cht_messages (
  id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_cht_messages PRIMARY KEY,
  chatCode varchar(32) NOT NULL,
  itemID int NOT NULL,
  username nvarchar(64) NOT NULL,
  [text] nvarchar(max) NOT NULL,
  replyTo bigint NULL CONSTRAINT FK_cht_messages_replyTo REFERENCES dbo.cht_messages (id),
  created datetime2(3) NOT NULL CONSTRAINT DF_cht_messages_created DEFAULT (dbo.as_now()),
  INDEX IX_cht_messages_chat NONCLUSTERED (chatCode, itemID, id)
);
GO
