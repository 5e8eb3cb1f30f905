-- Falcon table: crud_reorder takes the new order of ids as a comma list
CREATE TABLE dbo.mn_items (id int PRIMARY KEY, name nvarchar(20), ord int, owner nvarchar(32));
INSERT INTO dbo.mn_items VALUES (1, N'Главная', 10, N'olga'), (2, N'Заказы', 20, N'olga'), (3, N'Отчёты', 30, N'olga'), (4, N'Чужой', 5, N'petr');
GO
CREATE PROCEDURE [dbo].[crud_menu_reorder] @itemIDs nvarchar(max), @username nvarchar(32) AS
BEGIN
  SET NOCOUNT ON;
  UPDATE m SET ord = s.ordinal * 10 FROM dbo.mn_items AS m JOIN STRING_SPLIT(@itemIDs, ',', 1) AS s ON TRY_CAST(s.value AS int) = m.id WHERE m.owner = @username;
  SELECT CASE WHEN @@ROWCOUNT > 0 THEN 1 ELSE 0 END AS Result, N'' AS Msg;
END
GO
EXEC dbo.crud_menu_reorder N'3,1,2,x', N'olga';
EXEC dbo.crud_menu_reorder N'4', N'olga';
SELECT id, ord FROM dbo.mn_items ORDER BY ord, id;
