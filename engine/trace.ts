// The trace of a request: what was called, how long it took, what was refused. Errors and slow calls are always kept, everything else only
// for users whose trace is switched on, or in memory for the developer's toolbar. Rows go to `platform.trace` in batches, never in the way
// of a response.

import type { Logger } from 'pino';
import { callProcedure } from '../sql/procedures.ts';
import type { ProcedureResult } from '../sql/procedures.ts';
import type { Database } from '../sql/connection.ts';

export interface TraceEntry {
  readonly kind: 'procedure' | 'access' | 'template' | 'note' | 'error';
  readonly code: string;
  readonly text: string;
  /** Milliseconds; 0 for what has no length. */
  readonly ms: number;
  readonly rows: number;
  /** Milliseconds from the start of the request. */
  readonly at: number;
  /** The component that it belongs to, `table orders`; '' for the page itself. */
  readonly component: string;
  /** The call as text for a SQL client, where the request keeps such details. */
  readonly call: string;
}

export interface ProcedureSpan {
  end(result: Pick<ProcedureResult, 'ms' | 'rows'>): void;
  fail(error: unknown): void;
}

export interface Trace {
  readonly id: string;
  readonly entries: readonly TraceEntry[];
  /** Milliseconds since the request began. */
  elapsed(): number;
  procedure(name: string, call?: string): ProcedureSpan;
  /** The same trace on behalf of a component. */
  within(component: string): Trace;
  access(decision: { what: string; isAllowed: boolean; roles: string }): void;
  template(code: string, ms: number): void;
  note(code: string, text: string): void;
  error(code: string, error: unknown): void;
}

/** A row of `platform.trace` as `platform.trace_write(@rows)` takes it. */
export interface TraceRow {
  traceID: string;
  level: number;
  kind: string;
  code: string;
  header: string;
  text: string;
  url: string;
  userID: number | null;
  ms: number;
  rows: number;
  details?: unknown;
}

export interface TraceWriter {
  write(rows: readonly TraceRow[]): void;
  /** Waits until what was written so far is in the database. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Begins a trace; `id` is what users see in error messages. */
export function beginTrace(id: string): Trace {
  const started = performance.now();
  const entries: TraceEntry[] = [];
  return traceOf('', { id, entries, started });
}

function traceOf(component: string, common: { id: string; entries: TraceEntry[]; started: number }): Trace {
  const { id, entries, started } = common;
  const add = (entry: Omit<TraceEntry, 'at' | 'component' | 'call'> & { call?: string }): void => {
    entries.push({ call: '', ...entry, component, at: performance.now() - started });
  };
  return {
    id,
    entries,
    elapsed: () => performance.now() - started,
    within: (inner) => traceOf(inner, common),
    procedure(name, call = '') {
      const begun = performance.now();
      return {
        end: (result) => add({ kind: 'procedure', code: name, text: '', ms: performance.now() - begun, rows: result.rows, call }),
        fail: (error) => add({ kind: 'error', code: name, text: describe(error), ms: performance.now() - begun, rows: 0, call }),
      };
    },
    access: ({ what, isAllowed, roles }) =>
      add({ kind: 'access', code: what, text: `${isAllowed ? 'allowed' : 'refused'}: ${roles}`, ms: 0, rows: 0 }),
    template: (code, ms) => add({ kind: 'template', code, text: '', ms, rows: 0 }),
    note: (code, text) => add({ kind: 'note', code, text, ms: 0, rows: 0 }),
    error: (code, error) => add({ kind: 'error', code, text: describe(error), ms: 0, rows: 0 }),
  };
}

const FLUSH_EVERY_MS = 500;
const MOST_WAITING = 5000;

/** Writes trace rows in batches; when the database is slow the oldest waiting rows are dropped and counted, memory stays bounded. */
export function createTraceWriter(db: Database, log: Logger): TraceWriter {
  let waiting: TraceRow[] = [];
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void flush(), FLUSH_EVERY_MS);
  timer.unref();

  const send = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const rows = waiting;
    waiting = [];
    try {
      await callProcedure(db, {
        name: 'platform.trace_write',
        values: { rows: JSON.stringify(rows) },
        context: { username: '', userID: null, roles: '', traceID: '' },
        isRead: false,
      });
    } catch (error) {
      log.error({ err: error, rows: rows.length }, 'trace rows could not be written');
    }
  };
  const flush = (): Promise<void> => {
    running = running.then(send);
    return running;
  };

  return {
    write(rows) {
      waiting.push(...rows);
      if (waiting.length > MOST_WAITING) {
        log.warn({ dropped: waiting.length - MOST_WAITING }, 'trace rows dropped: the database does not keep up');
        waiting = waiting.slice(-MOST_WAITING);
      }
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

/** An error in one line for the trace; the only place where SQL Server's own words are kept. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${describe(error.cause)})`;
  return `${error.name}: ${error.message}${cause}`;
}
