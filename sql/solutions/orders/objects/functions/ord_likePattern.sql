-- A text as a LIKE pattern "contains it", its wildcards taken literally; NULL for nothing.
CREATE OR ALTER FUNCTION dbo.ord_likePattern(@text nvarchar(200)) RETURNS nvarchar(700)
AS
BEGIN
  IF NULLIF(LTRIM(RTRIM(@text)), N'') IS NULL RETURN NULL;
  RETURN N'%' + REPLACE(REPLACE(REPLACE(LTRIM(RTRIM(@text)), N'[', N'[[]'), N'%', N'[%]'), N'_', N'[_]') + N'%';
END;
GO
