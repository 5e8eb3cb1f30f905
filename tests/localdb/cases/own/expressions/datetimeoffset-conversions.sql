-- datetimeoffset to text and to other types, offsets in text, SWITCHOFFSET to UTC
DECLARE @o datetimeoffset(0) = '2024-03-05T14:07:09+05:30';
SELECT CONVERT(varchar(40), @o, 126) AS s126, CONVERT(varchar(40), @o, 127) AS s127, CAST(SWITCHOFFSET(@o, '+00:00') AS datetime2(0)) AS utc, CAST(@o AS datetime) AS local_dt, CAST(@o AS time(0)) AS t, DATEPART(hour, @o) AS h, DATENAME(tzoffset, @o) AS tz;
