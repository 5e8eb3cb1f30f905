-- CURSOR_STATUS before, during and after the life of a cursor; an open cursor over no rows
DECLARE @s varchar(50) = '';
SET @s += CONCAT(CURSOR_STATUS('local', 'c'), ' ');
DECLARE c CURSOR LOCAL STATIC FOR SELECT 1 AS x;
SET @s += CONCAT(CURSOR_STATUS('local', 'c'), ' ');
OPEN c;
SET @s += CONCAT(CURSOR_STATUS('local', 'c'), ' ');
CLOSE c;
SET @s += CONCAT(CURSOR_STATUS('local', 'c'), ' ');
DEALLOCATE c;
SET @s += CONCAT(CURSOR_STATUS('local', 'c'), ' ');
DECLARE e CURSOR LOCAL STATIC FOR SELECT 1 AS x WHERE 1 = 0;
OPEN e;
SET @s += CONCAT(CURSOR_STATUS('local', 'e'), '');
SELECT @s AS s;
