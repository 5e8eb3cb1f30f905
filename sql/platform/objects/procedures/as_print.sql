-- A note for whoever debugs a procedure: to the client as a message and to the journal with code print.
CREATE OR ALTER PROCEDURE dbo.as_print
  @str nvarchar(max)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @header nvarchar(512) = LEFT(@str, 512);
  PRINT LEFT(@str, 4000);
  EXEC dbo.as_trace_add @code = N'print', @header = @header, @text = @str;
END;
GO
