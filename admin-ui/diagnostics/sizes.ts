// How large tables are and how they grow. A sample of each day is kept; the server itself remembers nothing of yesterday.

import type { App } from '../../engine/app.ts';
import type { Job } from '../../engine/jobs.ts';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';

export interface TableSize {
  readonly name: string;
  readonly rows: number;
  readonly kb: number;
  /** Kilobytes of the samples of the last month, the oldest first, and now. */
  readonly trend: readonly number[];
  /** Against the oldest of them. */
  readonly grown: number;
}

const NOW = `
  SELECT s.name + N'.' + t.name AS tableName,
    SUM(CASE WHEN p.index_id IN (0, 1) THEN p.row_count ELSE 0 END) AS [rows], SUM(p.reserved_page_count) * 8 AS kb
  FROM sys.dm_db_partition_stats AS p
  JOIN sys.tables AS t ON t.object_id = p.object_id
  JOIN sys.schemas AS s ON s.schema_id = t.schema_id
  WHERE t.is_ms_shipped = 0
  GROUP BY s.name, t.name`;

const KEPT_DAYS = 400;
const TREND_DAYS = 30;

export const sizeSample: Job = {
  code: 'tableSizes',
  schedule: '0 15 2 * * *',
  leaseSeconds: 3600,
  work: async (app) => ({ rows: await sampleSizes(app), message: '' }),
};

/** Notes what the tables take today; once a day is enough and a second time does no harm. */
export async function sampleSizes(app: App): Promise<number> {
  const sizes = await readNow(app);
  await runSql(
    app.db,
    `DECLARE @today date = CAST(SYSUTCDATETIME() AS date);
     DELETE FROM platform.table_size WHERE day = @today OR day < DATEADD(DAY, -@kept, @today);
     INSERT INTO platform.table_size (day, tableName, [rows], kb)
     SELECT @today, j.name, j.[rows], j.kb FROM OPENJSON(@sizes) WITH (name nvarchar(260), [rows] bigint, kb bigint) AS j;`,
    { sizes: JSON.stringify(sizes), kept: KEPT_DAYS },
  );
  return sizes.length;
}

/** The largest first. */
export async function readSizes(app: App): Promise<TableSize[]> {
  const [sizes, [samples]] = await Promise.all([
    readNow(app),
    runSql(
      app.db,
      `SELECT tableName, kb FROM platform.table_size
       WHERE day >= DATEADD(DAY, -@days, CAST(SYSUTCDATETIME() AS date)) AND day < CAST(SYSUTCDATETIME() AS date) ORDER BY day;`,
      { days: TREND_DAYS },
    ),
  ]);
  const before = Map.groupBy(samples?.rows ?? [], (row) => String(cell(row, 'tableName')).toLowerCase());
  return sizes.map((size) => {
    const trend = [...(before.get(size.name.toLowerCase()) ?? []).map((row) => Number(cell(row, 'kb'))), size.kb];
    return { ...size, trend, grown: size.kb - (trend[0] ?? size.kb) };
  });
}

async function readNow(app: App): Promise<{ name: string; rows: number; kb: number }[]> {
  const [set] = await runSql(app.developerDb, `${NOW} ORDER BY SUM(p.reserved_page_count) DESC, s.name, t.name;`);
  return (set?.rows ?? []).map((row) => ({
    name: String(cell(row, 'tableName')),
    rows: Number(cell(row, 'rows')),
    kb: Number(cell(row, 'kb')),
  }));
}
