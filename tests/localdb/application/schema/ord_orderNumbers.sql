-- Numbers of orders; a rolled back order leaves a gap.
IF NOT EXISTS (SELECT * FROM sys.sequences WHERE object_id = OBJECT_ID(N'dbo.ord_orderNumbers'))
  CREATE SEQUENCE dbo.ord_orderNumbers AS int START WITH 1001 INCREMENT BY 1 MINVALUE 1 NO CYCLE CACHE 20;
GO
