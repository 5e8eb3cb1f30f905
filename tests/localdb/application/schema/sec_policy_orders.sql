-- What the security policy's predicate would be: a schema-bound inline function over the session's roles, and the view that applies it.
CREATE OR ALTER FUNCTION dbo.sec_orderPredicate(@pointID int) RETURNS TABLE
WITH SCHEMABINDING
AS
RETURN SELECT 1 AS allowed
WHERE CHARINDEX(N',admin,', N',' + CONVERT(nvarchar(256), SESSION_CONTEXT(N'roles')) + N',') > 0
   OR @pointID = TRY_CAST(SESSION_CONTEXT(N'pointID') AS int);
GO
CREATE OR ALTER VIEW dbo.sec_orders
AS
SELECT o.id, o.number, o.pointID, o.total FROM dbo.ord_orders AS o CROSS APPLY dbo.sec_orderPredicate(o.pointID) AS p;
GO
