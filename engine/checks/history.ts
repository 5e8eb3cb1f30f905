// What is known of checks from their runs: the last 30 of each, what they count now, what they found.

import type { Severity } from '../../metadata/kinds/check.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { Database } from '../../sql/connection.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { columnText } from '../form/values.ts';
import { bodyOf } from './run.ts';
import type { ViolationBody } from './run.ts';

export interface CheckRun {
  readonly started: string;
  readonly status: 'running' | 'done' | 'failed';
  readonly violations: number;
  readonly fresh: number;
  readonly ms: number;
  readonly message: string;
  readonly startedBy: string;
}

export interface CheckHistory {
  /** From the oldest to the newest. */
  readonly runs: readonly CheckRun[];
  /** Violations that stand now, by severity. */
  readonly bySeverity: ReadonlyMap<Severity, number>;
  /** Invariant text of the moment when the oldest of them was first seen; '' when there is none. */
  readonly since: string;
}

export interface FoundViolation extends ViolationBody {
  readonly key: string;
  readonly itemID: string;
  readonly severity: Severity;
  readonly url: string;
  readonly firstSeen: string;
}

const TREND_RUNS = 30;

export async function readHistory(db: Database, codes: readonly string[]): Promise<ReadonlyMap<string, CheckHistory>> {
  const [runs, counts] = await runSql(
    db,
    `SELECT x.code, x.started, x.status, x.violations, x.fresh, x.ms, x.message, x.startedBy
     FROM (
       SELECT r.*, ROW_NUMBER() OVER (PARTITION BY r.code ORDER BY r.id DESC) AS place
       FROM platform.check_run AS r
       WHERE r.code IN (SELECT j.[value] FROM OPENJSON(@codes) AS j)
     ) AS x
     WHERE x.place <= @runs
     ORDER BY x.code, x.id;
     SELECT v.code, v.severity, COUNT(*) AS violations, MIN(v.firstSeen) AS since
     FROM platform.check_violation AS v
     WHERE v.gone IS NULL AND v.code IN (SELECT j.[value] FROM OPENJSON(@codes) AS j)
     GROUP BY v.code, v.severity;`,
    { codes: JSON.stringify(codes), runs: TREND_RUNS },
  );
  return new Map(
    codes.map((code) => {
      const isOwn = (row: Row): boolean => columnText(cell(row, 'code')).toLowerCase() === code.toLowerCase();
      const standing = (counts?.rows ?? []).filter(isOwn);
      const history: CheckHistory = {
        runs: (runs?.rows ?? []).filter(isOwn).map(runOf),
        bySeverity: new Map(standing.map((row) => [cell(row, 'severity') as Severity, Number(cell(row, 'violations'))])),
        since: standing.map((row) => columnText(cell(row, 'since'))).sort()[0] ?? '',
      };
      return [code, history];
    }),
  );
}

/** The worst and oldest first, at most `limit`. */
export async function readViolations(
  db: Database,
  code: string,
  { lang, limit }: { lang: Lang; limit: number },
): Promise<readonly FoundViolation[]> {
  const [found] = await runSql(
    db,
    `SELECT TOP (@limit) v.violationKey, v.itemID, v.severity, v.url, v.body, v.firstSeen
     FROM platform.check_violation AS v
     WHERE v.code = @code AND v.gone IS NULL
     ORDER BY CASE v.severity WHEN 'danger' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, v.ord;`,
    { code, limit },
  );
  return (found?.rows ?? []).map((row) => ({
    ...bodyOf(cell(row, 'body'), lang),
    key: columnText(cell(row, 'violationKey')),
    itemID: columnText(cell(row, 'itemID')),
    severity: cell(row, 'severity') as Severity,
    url: columnText(cell(row, 'url')),
    firstSeen: columnText(cell(row, 'firstSeen')),
  }));
}

function runOf(row: Row): CheckRun {
  return {
    started: columnText(cell(row, 'started')),
    status: cell(row, 'status') as CheckRun['status'],
    violations: Number(cell(row, 'violations') ?? 0),
    fresh: Number(cell(row, 'fresh') ?? 0),
    ms: Number(cell(row, 'ms') ?? 0),
    message: columnText(cell(row, 'message')),
    startedBy: columnText(cell(row, 'startedBy')),
  };
}
