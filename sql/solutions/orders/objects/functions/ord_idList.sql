-- A comma list of ids with their places, from 1; nothing for a text that is no such list.
CREATE OR ALTER FUNCTION dbo.ord_idList(@itemIDs nvarchar(max)) RETURNS TABLE
AS
RETURN (
  SELECT TRY_CAST(j.value AS int) AS id, CAST(j.[key] AS int) + 1 AS place
  FROM OPENJSON(CASE WHEN ISJSON(N'[' + REPLACE(@itemIDs, N' ', N'') + N']') = 1 THEN N'[' + REPLACE(@itemIDs, N' ', N'') + N']' ELSE N'[]' END) AS j
);
GO
