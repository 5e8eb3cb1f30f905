// The state of running code: a CallFrame for each batch or module call, a Frame for each statement that it runs, and the
// Work counter by which long statements let other sessions run.
//
// Execution is push-based: an operator sets the current row of its source in `frame.rows[slot]` and calls the sink;
// compiled expressions read rows and variables from the frame. Nothing is copied on the way.

import type { Table } from '../catalog/model.ts';
import type { Slices } from '../storage/slices.ts';
import type { Row } from '../storage/table-data.ts';
import type { Exact, Value } from '../types/sql-type.ts';
import type { Cursor } from './cursor.ts';
import type { ResponseSink } from './client.ts';
import type { Session } from './session.ts';

export type Evaluate = (frame: Frame) => Value;
/** A condition in three-valued logic; null is unknown. */
export type Test = (frame: Frame) => boolean | null;
/** Receives each row combination; returning true stops the operator below. */
export type Sink = (frame: Frame) => boolean | void;
/** What running code yields: nothing to let others run, a promise to wait for. */
export type Pause = undefined | Promise<unknown>;
export type Running<T> = Generator<Pause, T, void>;

const SLICE_MS = 8;
const CHECK_EVERY = 256;

/**
 * Counts units of work (rows touched) so that the clock is read seldom. When a time slice is over `isDue` is true and the
 * running generator yields; the session's driver then lets the event loop turn and begins a new slice.
 */
export class Work {
  count = 0;
  limit = CHECK_EVERY;
  /** Thrown at the next check: a cancel request, or the session's end. */
  cancellation: Error | undefined;
  private sliceEnd = 0;
  private isOver = false;
  beginSlice(): void {
    this.sliceEnd = performance.now() + SLICE_MS;
    this.isOver = false;
    this.count = 0;
    this.limit = this.cancellation ? -1 : CHECK_EVERY;
  }
  /**
   * Call when count exceeds limit. Once the slice is over every check says so: one made where nothing can pause (inside an
   * expression) must not keep the next loop around it that can from pausing.
   */
  isDue(): boolean {
    if (this.cancellation) throw this.cancellation;
    if (this.isOver) return true;
    if (performance.now() > this.sliceEnd) {
      this.isOver = true;
      this.limit = -1;
      return true;
    }
    this.limit = this.count + CHECK_EVERY;
    return false;
  }
  /** Whether the slice goes on; says nothing of a cancellation. */
  hasTime(): boolean {
    return performance.now() <= this.sliceEnd;
  }
  cancel(error: Error): void {
    this.cancellation = error;
    this.limit = -1;
  }
  /** Before and after each request. */
  reset(): void {
    this.cancellation = undefined;
    this.beginSlice();
  }
}

/** inserted and deleted of a running trigger. */
export interface TriggerRows {
  readonly tableId: number;
  readonly triggerId: number;
  readonly inserted: readonly Row[];
  readonly deleted: readonly Row[];
  /** column_ids named by the UPDATE's SET list; all of an INSERT's. */
  readonly updatedColumns: ReadonlySet<number>;
}

/** One execution of a batch, procedure, function or trigger. */
export class CallFrame {
  readonly session: Session;
  /** Scalar variables and parameters by slot. */
  readonly variables: Value[];
  /** Table variables and table-valued parameters by slot. */
  readonly tables: (Table | undefined)[] = [];
  readonly cursors: (Cursor | undefined)[] = [];
  /** LOCAL cursors by lower-case name. */
  readonly localCursors = new Map<string, Cursor>();
  /** Temporary tables created in this call, by lower-case name; dropped at its end. */
  readonly temporaryTables = new Map<string, Table>();
  readonly parent: CallFrame | undefined;
  /** Name of the module for error messages; '' in a batch. */
  readonly procedure: string;
  /** A procedure, function, trigger or dynamic SQL: what it creates ends with it. */
  readonly isModule: boolean;
  /** A function called from an expression: its errors end the statement that calls it. */
  readonly isFunction: boolean;
  /** Where results go; replaced while INSERT ... EXEC collects them. */
  sink: ResponseSink;
  readonly trigger: TriggerRows | undefined;
  /** TRY blocks of this call that are running. */
  tryDepth = 0;
  scopeIdentity: Exact | null = null;
  returnValue: Value = null;
  /** Severity of the last error that ended a statement of this call and went to the client; 0 for none. */
  failedSeverity = 0;
  constructor(options: {
    session: Session;
    variableCount: number;
    sink: ResponseSink;
    parent?: CallFrame;
    procedure?: string;
    isModule?: boolean;
    isFunction?: boolean;
    trigger?: TriggerRows;
  }) {
    this.session = options.session;
    this.variables = new Array<Value>(options.variableCount).fill(null);
    this.sink = options.sink;
    this.parent = options.parent;
    this.procedure = options.procedure ?? '';
    this.isModule = options.isModule ?? false;
    this.isFunction = options.isFunction ?? false;
    this.trigger = options.trigger;
  }
}

/** One execution of one statement. */
export class Frame {
  readonly session: Session;
  readonly call: CallFrame;
  readonly variables: Value[];
  /** The current row of each source slot. */
  readonly rows: Row[];
  /** The tables that the plan depends on, in its order. */
  readonly tables: readonly Table[];
  /** State that operators keep for this execution (hash tables, results of uncorrelated subqueries). */
  readonly cache: unknown[];
  readonly work: Work;
  constructor(call: CallFrame, slotCount: number, cacheCount: number, tables: readonly Table[]) {
    this.call = call;
    this.session = call.session;
    this.variables = call.variables;
    this.rows = new Array<Row>(slotCount);
    this.cache = cacheCount === 0 ? NO_CACHE : new Array<unknown>(cacheCount).fill(undefined);
    this.tables = tables;
    this.work = call.session.work;
  }
}
const NO_CACHE: unknown[] = [];

/** Runs long work of the storage that may be left at any of its pauses: cancelled there, pausing when the slice is over. */
export function* inSlices<T>(steps: Slices<T>, work: Work): Running<T> {
  let step = steps.next();
  while (!step.done) {
    if (work.isDue()) yield;
    step = steps.next();
  }
  return step.value;
}

/** Waits for a promise inside a running generator and gives its value. */
export function* awaited<T>(promise: Promise<T>): Running<T> {
  let result: { value: T } | undefined;
  yield promise.then((value) => {
    result = { value };
  });
  if (!result) throw new Error('a promise without a value');
  return result.value;
}

/** Runs a generator to its end at once, ignoring its offers to pause; for subqueries and functions inside expressions. */
export const runNow = <T>(running: Running<T>): T => {
  for (;;) {
    const step = running.next();
    if (step.done) return step.value;
    if (step.value !== undefined) throw new Error('a wait inside an expression');
  }
};
