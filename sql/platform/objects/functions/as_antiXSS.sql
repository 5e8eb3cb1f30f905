-- Text that is safe inside HTML, also inside a quoted attribute. For procedures that build HTML themselves.
CREATE OR ALTER FUNCTION dbo.as_antiXSS(@text nvarchar(max)) RETURNS nvarchar(max)
AS
BEGIN
  RETURN REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(@text, N'&', N'&amp;'), N'<', N'&lt;'), N'>', N'&gt;'), N'"', N'&quot;'), N'''', N'&#39;');
END;
GO
