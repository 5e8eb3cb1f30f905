-- Digits only, with the country code.
IF TYPE_ID(N'dbo.PhoneNumber') IS NULL
  CREATE TYPE dbo.PhoneNumber FROM varchar(20) NULL;
GO
