// A test run: a procedure called as the platform calls it, for a chosen user, in a transaction that is rolled back.

import type { App } from '../../engine/app.ts';
import {
  BusinessRefusal,
  ParameterConversionError,
  ProcedureFailed,
  ProcedureMissing,
  ProcedureTimeout,
  TransactionLeftOpen,
} from '../../sql/errors.ts';
import { callProcedure } from '../../sql/procedures.ts';
import type { SessionContext } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { cell } from '../../sql/result-sets.ts';
import { jsonValue } from '../../sql/script.ts';
import type { ScriptItem, ScriptValue } from '../../sql/script.ts';
import type { ModuleName } from './modules.ts';
import type { TrialRows } from './trial-rows.ts';

export interface TrialResult {
  readonly items: readonly ScriptItem[];
  readonly ms: number;
  readonly returnValue: number | null;
  readonly output: Readonly<Record<string, ScriptValue>>;
  readonly ending: 'complete' | 'error';
}

export interface Trial extends ModuleName {
  readonly username: string;
  /** By parameter name without `@`; what is absent is NULL unless the platform itself gives it. */
  readonly values: Readonly<Record<string, string>>;
  /** What `@filters` and `@parameters` hold. */
  readonly dictionary: Readonly<Record<string, string>>;
  /** Rows of the other table-valued parameters, by name without `@`. */
  readonly tables: Readonly<Record<string, TrialRows>>;
  readonly lang: string;
  readonly traceID: string;
  readonly signal: AbortSignal;
}

/** Runs it; errors of the procedure are part of the result. Undefined when there is no such user. */
export async function tryProcedure(app: App, trial: Trial): Promise<TrialResult | undefined> {
  const context = await contextOf(app, trial.username, trial.traceID);
  if (context === undefined) return undefined;
  const started = performance.now();
  try {
    const result = await callProcedure(app.db, {
      name: `[${trial.schema}].[${trial.name.replaceAll(']', ']]')}]`,
      values: { lang: trial.lang, langID: trial.lang, ...trial.values, username: context.username, userID: context.userID },
      dictionary: { lang: trial.lang, langID: trial.lang, ...trial.values, ...trial.dictionary },
      tables: trial.tables,
      context,
      signal: trial.signal,
      timeoutMs: app.config.procedureTimeoutMs,
      isRead: false,
      isTrial: true,
    });
    return {
      items: [
        ...result.sets.map(({ columns, rows }): ScriptItem => {
          const shown = rows.slice(0, MOST_ROWS).map((row) => columns.map(({ name }) => jsonValue(row[name])));
          return { kind: 'set', columns, rows: shown, total: rows.length, isUnfinished: false };
        }),
        ...result.messages.map((text): ScriptItem => ({ kind: 'message', text, line: 0 })),
      ],
      ms: result.ms,
      returnValue: result.returnValue,
      output: Object.fromEntries(Object.entries(result.output).map(([name, value]) => [name, jsonValue(value)])),
      ending: 'complete',
    };
  } catch (error) {
    const item = errorItem(error);
    if (item === undefined) throw error;
    return { items: [item], ms: performance.now() - started, returnValue: null, output: {}, ending: 'error' };
  }
}

const MOST_ROWS = 1_000;

/** Who the session is for: the user's own id and roles. */
export async function contextOf(app: App, username: string, traceID: string): Promise<SessionContext | undefined> {
  if (username === '') return { username: '', userID: null, roles: '', traceID };
  const [set] = await runSql(
    app.db,
    `SELECT u.id, u.username, (SELECT STRING_AGG(r.roleCode, ',') FROM platform.user_role AS r WHERE r.userID = u.id) AS roles
     FROM platform.[user] AS u WHERE u.username = @username;`,
    { username },
  );
  const row = set?.rows[0];
  return row === undefined
    ? undefined
    : { username: String(row.username), userID: Number(row.id), roles: String(cell(row, 'roles') ?? ''), traceID };
}

function errorItem(error: unknown): ScriptItem | undefined {
  if (error instanceof ProcedureFailed || error instanceof BusinessRefusal) {
    const severity = error instanceof ProcedureFailed ? error.severity : 16;
    return { kind: 'error', number: error.number, severity, state: 1, procedure: error.procedure, line: error.line, text: error.text };
  }
  const isKnown =
    error instanceof ParameterConversionError ||
    error instanceof ProcedureMissing ||
    error instanceof ProcedureTimeout ||
    error instanceof TransactionLeftOpen;
  return isKnown ? { kind: 'error', number: 0, severity: 16, state: 1, procedure: '', line: 0, text: error.message } : undefined;
}
