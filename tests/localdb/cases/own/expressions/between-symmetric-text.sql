-- BETWEEN on text follows the collation, with upper limits that cut off longer words
CREATE TABLE dbo.names (n nvarchar(20));
INSERT INTO dbo.names VALUES (N'Абрамов'), (N'борисов'), (N'Волков'), (N'Вольф'), (N'Гусев');
SELECT n FROM dbo.names WHERE n BETWEEN N'А' AND N'В' ORDER BY n;
SELECT n FROM dbo.names WHERE n >= N'В' AND n < N'Г' ORDER BY n;
