// What runs in the database now, who waits for whom, and ending a session that holds up others.

import type { App } from '../../engine/app.ts';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';

export interface RunningSession {
  readonly id: number;
  readonly login: string;
  readonly program: string;
  readonly status: string;
  readonly command: string;
  readonly seconds: number;
  readonly blockedBy: number;
  readonly wait: string;
  readonly transactions: number;
  /** Locks on objects, the widest first: `X dbo.ord_orders`. */
  readonly locks: readonly string[];
}

/** Sessions of this database that run or hold a transaction, those that hold up others first; undefined where this login may not see them. */
export async function readRunning(app: App): Promise<RunningSession[] | undefined> {
  try {
    const [sessions, locks] = await runSql(
      app.developerDb,
      `SELECT s.session_id AS id, s.login_name AS login, s.program_name AS program, ISNULL(r.status, s.status) AS status, r.command,
         DATEDIFF(SECOND, ISNULL(r.start_time, s.last_request_start_time), GETDATE()) AS seconds,
         ISNULL(r.blocking_session_id, 0) AS blockedBy, r.wait_type AS wait, s.open_transaction_count AS transactions
       FROM sys.dm_exec_sessions AS s
       LEFT JOIN sys.dm_exec_requests AS r ON r.session_id = s.session_id
       WHERE s.is_user_process = 1 AND s.database_id = DB_ID() AND s.session_id <> @@SPID
         AND (r.session_id IS NOT NULL OR s.open_transaction_count > 0);
       SELECT DISTINCT l.request_session_id AS id, l.request_mode AS mode, l.request_status AS status,
         OBJECT_SCHEMA_NAME(CAST(l.resource_associated_entity_id AS int)) + N'.' + OBJECT_NAME(CAST(l.resource_associated_entity_id AS int)) AS name
       FROM sys.dm_tran_locks AS l
       WHERE l.resource_type = N'OBJECT' AND l.resource_database_id = DB_ID() AND l.request_session_id <> @@SPID;`,
    );
    const held = Map.groupBy(locks?.rows ?? [], (row) => Number(cell(row, 'id')));
    const text = (value: unknown): string => String(value ?? '');
    const list = (sessions?.rows ?? []).map((row): RunningSession => {
      const id = Number(cell(row, 'id'));
      return {
        id,
        login: text(cell(row, 'login')),
        program: text(cell(row, 'program')),
        status: text(cell(row, 'status')),
        command: text(cell(row, 'command')),
        seconds: Math.max(0, Number(cell(row, 'seconds') ?? 0)),
        blockedBy: Number(cell(row, 'blockedBy')),
        wait: text(cell(row, 'wait')),
        transactions: Number(cell(row, 'transactions') ?? 0),
        locks: (held.get(id) ?? [])
          .map((lock) => `${text(cell(lock, 'mode'))} ${text(cell(lock, 'name'))}${text(cell(lock, 'status')) === 'WAIT' ? ' …' : ''}`)
          .toSorted((a, b) => (a < b ? 1 : -1)),
      };
    });
    const holders = new Set(list.map(({ blockedBy }) => blockedBy));
    return list.toSorted((a, b) => Number(holders.has(b.id)) - Number(holders.has(a.id)) || b.seconds - a.seconds);
  } catch (error) {
    app.log.info({ err: error }, 'running requests are not told to this login');
    return undefined;
  }
}

/** Ends a session of this database and rolls its work back. False when it is gone or is another database's. */
export async function killSession(app: App, id: number): Promise<boolean> {
  const [set] = await runSql(
    app.developerDb,
    `IF NOT EXISTS (SELECT 1 FROM sys.dm_exec_sessions WHERE session_id = @id AND is_user_process = 1 AND database_id = DB_ID() AND session_id <> @@SPID)
       SELECT 0 AS Result;
     ELSE
     BEGIN
       -- KILL takes no variable.
       DECLARE @statement nvarchar(40) = N'KILL ' + CAST(@id AS nvarchar(12)) + N';';
       EXEC (@statement);
       SELECT 1 AS Result;
     END;`,
    { id },
  );
  return Number(cell(set?.rows[0], 'Result') ?? 0) === 1;
}
