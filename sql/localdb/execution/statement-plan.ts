// A compiled statement's ties to the catalogue: which tables it needs, whether it is still valid, and the frame it runs in.

import type { Database } from '../catalog/database.ts';
import type { Table, TableDefinition } from '../catalog/model.ts';
import { createTableInstance } from './ddl/table-instance.ts';
import type { LockMode } from '../storage/locks.ts';
import type { Expression } from '../parser/ast/index.ts';
import { SqlError, sqlError } from '../types/errors.ts';
import { findTemporaryTable } from './temporary-tables.ts';
import { Frame } from './frame.ts';
import type { CallFrame, Running } from './frame.ts';
import { StatementContext, UNRESOLVED } from './scope.ts';
import type { ModuleContext, Preparation, TableDependency } from './scope.ts';
import { NO_NEEDS, requireNeeds } from './security/needs.ts';
import type { Need } from './security/needs.ts';
import type { Session } from './session.ts';

export interface PlanBase {
  readonly slotCount: number;
  readonly cacheCount: number;
  readonly tables: readonly TableDependency[];
  /** SET ANSI_NULLS when the plan was made, if it compares anything. */
  readonly ansiNulls?: boolean;
  readonly versions: readonly { readonly database: Database; readonly version: number }[];
  readonly preparations: readonly Preparation[];
  /** Rights that the session's user must have at each execution. */
  readonly needs: readonly Need[];
}

/** Compiles with a context of its own and adds what the plan depends on. */
export const makePlan = <T>(module: ModuleContext, statementName: string, compile: (context: StatementContext) => T): T & PlanBase => {
  const context = new StatementContext(module, statementName);
  let made: T;
  try {
    made = compile(context);
  } catch (error) {
    throw error instanceof SqlError && UNRESOLVED.has(error.number) ? withOthers(error, module, statementName, compile) : error;
  }
  const databases = new Set([module.database, ...context.databases]);
  return {
    ...made,
    slotCount: context.slotCount,
    cacheCount: context.cacheCount,
    tables: context.tables,
    ansiNulls: module.call?.session.options.ansiNulls ?? true,
    preparations: context.preparations,
    needs: context.needs.length === 0 ? NO_NEEDS : context.needs,
    versions:
      context.tables.length === 0 && context.databases.size === 0
        ? []
        : [...databases].map((database) => ({ database, version: database.version })),
  };
};

/** The last such error of the statement with those before it: compiles once more, going on after each. */
const withOthers = (
  first: SqlError,
  module: ModuleContext,
  statementName: string,
  compile: (context: StatementContext) => unknown,
): SqlError => {
  const context = new StatementContext(module, statementName);
  const found = new Map<Expression, SqlError>();
  context.unresolved = found;
  try {
    compile(context);
  } catch {
    // What follows from a column that is not there is not worth a message.
  }
  const errors = [...found.values()];
  const last = errors.pop();
  if (!last || errors.length === 0) return first;
  last.preceding = errors;
  return last;
};

/** Whether names still mean what they meant, and tables have about the size that the plan was made for. */
export const isValid = (plan: PlanBase, call: CallFrame): boolean => {
  if (plan.ansiNulls !== undefined && plan.ansiNulls !== call.session.options.ansiNulls) return false;
  for (const v of plan.versions) if (v.database.version !== v.version) return false;
  for (const d of plan.tables) {
    const { place } = d;
    if (place.kind === 'variable') continue;
    const table = place.kind === 'temporary' ? findTemporaryTable(call, place.name) : place.database.table(d.definition.id);
    if (!table || table.definition !== d.definition) return false;
    if (table.data.rowCount > 2000 && table.data.rowCount > d.rowCount * 8) return false;
  }
  return true;
};

/** A table variable exists from the start of its module, whether its DECLARE was passed or not. */
export const tableVariable = (call: CallFrame, slot: number, definition: TableDefinition): Table => {
  let table = call.tables[slot];
  if (!table) {
    table = createTableInstance(definition, 'variable', call.session.database);
    call.tables[slot] = table;
  }
  return table;
};

const tableOf = (d: TableDependency, call: CallFrame): Table => {
  const { place } = d;
  const table =
    place.kind === 'variable'
      ? tableVariable(call, place.slot, d.definition)
      : place.kind === 'temporary'
        ? findTemporaryTable(call, place.name)
        : place.database.table(d.definition.id);
  if (!table) throw place.kind === 'variable' ? sqlError(1087, d.definition.name) : sqlError(208, d.definition.name);
  return table;
};

/** The frame of one execution, its tables found. The plan is valid. Throws 229 and 916 for what the user may not do. */
export const openFrame = (plan: PlanBase, call: CallFrame): Frame => {
  if (plan.needs.length > 0) requireNeeds(plan.needs, call.session);
  const { tables } = plan;
  if (tables.length === 0) return new Frame(call, plan.slotCount, plan.cacheCount, NO_TABLES);
  const found = new Array<Table>(tables.length);
  for (let i = 0; i < tables.length; i++) found[i] = tableOf(tables[i] as TableDependency, call);
  return new Frame(call, plan.slotCount, plan.cacheCount, found);
};
const NO_TABLES: readonly Table[] = [];

/**
 * Does what expressions would otherwise do at their first evaluation, in the middle of a row, without a pause: runs large
 * subqueries and builds hash tables. What fails here is left to that evaluation, which may never come.
 */
export function* prepareFrame(plan: PlanBase, frame: Frame): Running<void> {
  for (const prepare of plan.preparations) {
    try {
      yield* prepare(frame);
    } catch (error) {
      if (frame.work.cancellation) throw error;
    }
  }
}

interface WantedLock {
  readonly resource: number;
  mode: LockMode;
  isHeld: boolean;
}

/** Locks that the plan's tables need under the session's isolation level, in order of the tables' ids. */
const wantedLocks = (plan: PlanBase, session: Session): WantedLock[] => {
  const { isolation } = session.options;
  const found = new Map<number, WantedLock>();
  for (const d of plan.tables) {
    if (d.place.kind !== 'permanent' || d.lock === 'none' || (d.lock === 'S' && isolation === 'readUncommitted')) continue;
    const isHeld =
      d.isHeld || d.lock !== 'S' || (session.transactionCount > 0 && (isolation === 'repeatableRead' || isolation === 'serializable'));
    const known = found.get(d.definition.id);
    if (!known) found.set(d.definition.id, { resource: d.definition.id, mode: d.lock, isHeld });
    else {
      if (STRENGTH[d.lock] > STRENGTH[known.mode as 'S']) known.mode = d.lock;
      known.isHeld ||= isHeld;
    }
  }
  return found.size < 2 ? [...found.values()] : [...found.values()].sort((a, b) => a.resource - b.resource);
};
const STRENGTH = { S: 1, U: 2, X: 3 } as const;

/** Takes the plan's locks, waiting where others hold them; gives back what releases those not held to the transaction's end. */
export function* lockTables(plan: PlanBase, session: Session): Running<() => void> {
  if (plan.tables.length === 0) return NOTHING;
  const wanted = wantedLocks(plan, session);
  if (wanted.length === 0) return NOTHING;
  const { locks } = session.server;
  const owner = session.lockOwner;
  const passing: WantedLock[] = [];
  for (const w of wanted) {
    const wait = locks.acquire(owner, w.resource, w.mode, session.options.lockTimeout);
    if (wait) yield wait;
    if (!w.isHeld) passing.push(w);
  }
  return () => {
    for (const w of passing) locks.release(owner, w.resource, w.mode);
  };
}
const NOTHING = (): void => {};
