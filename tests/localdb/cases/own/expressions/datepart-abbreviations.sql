-- Short names of date parts: yy, qq, mm, dy, dd, wk, dw, hh, mi, ss, ms, isowk
DECLARE @d datetime = '2024-12-30T23:45:10.120';
SELECT DATEPART(yy, @d) AS yy, DATEPART(qq, @d) AS qq, DATEPART(mm, @d) AS mm, DATEPART(dy, @d) AS dy, DATEPART(dd, @d) AS dd, DATEPART(wk, @d) AS wk, DATEPART(dw, @d) AS dw, DATEPART(hh, @d) AS hh, DATEPART(mi, @d) AS mi, DATEPART(ss, @d) AS ss, DATEPART(ms, @d) AS ms, DATEPART(isowk, @d) AS isowk;
