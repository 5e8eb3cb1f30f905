-- OPENJSON type numbers: 0 null, 1 string, 2 number, 3 boolean, 4 array, 5 object; a scalar document
SELECT [key], value, [type] FROM OPENJSON(N'[null,"x",1.50,false,[1],{"a":1}]') ORDER BY CAST([key] AS int);
GO
SELECT qty, price, name FROM OPENJSON(N'{"qty":"7","price":1.239,"name":"длинное имя"}') WITH (qty int, price decimal(9,2), name nvarchar(20));
