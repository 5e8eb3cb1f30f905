-- A category and all below it. Inactive ones too: who lists products for sale asks for isActive.
CREATE OR ALTER FUNCTION dbo.prd_below(@categoryID int) RETURNS TABLE
AS
RETURN (
  WITH below AS (
    SELECT c.id FROM dbo.prd_categories AS c WHERE c.id = @categoryID
    UNION ALL
    SELECT c.id FROM below AS b INNER JOIN dbo.prd_categories AS c ON c.parentID = b.id
  )
  SELECT id FROM below
);
GO
