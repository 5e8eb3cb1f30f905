// Before a module runs for the first time: declares its variables and binds the names of its statements. What is wrong with
// an object that exists stops the whole module; an object that does not exist yet is looked for again when its statement runs.

import type { Parameter, UserType } from '../catalog/model.ts';
import { buildVariableTable } from './ddl/table-instance.ts';
import type { Statement } from '../parser/ast/index.ts';
import { SqlError, sqlError } from '../types/errors.ts';
import { compileCondition } from './compile-condition.ts';
import { compileDml } from './dml/index.ts';
import { asSqlError, locate } from './errors-at-run.ts';
import type { CallFrame } from './frame.ts';
import { madeTables } from './made-tables.ts';
import type { CompiledModule } from './module.ts';
import { findUserType, resolveType } from './resolve-type-name.ts';
import { Scope } from './scope.ts';
import { makePlan } from './statement-plan.ts';
import { compileArgumentPlan } from './statements/execute-arguments.ts';
import { compileCursorQuery } from './statements/cursor-plan.ts';
import { prepareMessage } from './statements/raise.ts';
import { compileReturn } from './statements/return.ts';
import { compileSelectStatement } from './statements/select.ts';
import { compileInitial, compileSetVariable } from './statements/variables.ts';

/** Errors of things that may come to exist before the statement runs. */
const DEFERRED: ReadonlySet<number> = new Set([208, 4121, 2812, 4902, 4701, 1088]);

export const declareParameters = (module: CompiledModule, parameters: readonly Parameter[]): void => {
  for (const p of parameters) {
    if (p.type === 'cursor') module.variables.declareCursor(p.name);
    else if ('tableTypeId' in p.type) {
      const type: UserType | undefined = findTypeById(module, p.type.tableTypeId);
      if (!type?.table) throw sqlError(2715, p.ordinal, p.name);
      module.variables.declareTable(p.name, type.table, { isReadOnly: true, typeName: type.name });
    } else module.variables.declareScalar(p.name, p.type);
  }
};

const findTypeById = (module: CompiledModule, id: number): UserType | undefined => {
  for (const type of module.database.types()) if (type.id === id || type.userTypeId === id) return type;
  return undefined;
};

/** Throws the errors that must stop the module, located: the last with those before it, as SQL Server reports all. */
export const prepareModule = (module: CompiledModule, call: CallFrame): void => {
  const state: State = { isDatabaseKnown: true, errors: [] };
  module.ownTemporaryTables = madeTables(module);
  try {
    prepareList(module.statements, module, call, state);
  } finally {
    module.ownTemporaryTables = undefined;
  }
  throwAll(state.errors);
  module.isPrepared = true;
};

const throwAll = (found: readonly SqlError[]): void => {
  // A variable that is missing keeps SQL Server from binding other names at all.
  const early = found.filter((e) => e.number === 137 || e.number === 1087);
  const errors = early.length > 0 ? early : [...found];
  const last = errors.pop();
  if (!last) return;
  if (errors.length > 0) last.preceding = [...errors.flatMap((e) => [...e.preceding, e]), ...last.preceding];
  throw last;
};

interface State {
  isDatabaseKnown: boolean;
  readonly errors: SqlError[];
}

const prepareList = (list: readonly Statement[], module: CompiledModule, call: CallFrame, state: State): void => {
  for (const s of list) {
    try {
      prepareStatement(s, module, call, state);
    } catch (thrown) {
      const error = locate(asSqlError(thrown), s.line, module.name);
      for (const e of error.preceding) locate(e, s.line, module.name);
      state.errors.push(error);
      // A declaration that failed would make errors of every use.
      if (s.kind === 'declare' || s.kind === 'declareTable') throwAll(state.errors);
    }
  }
};

/** Binds now; what is missing is left for later. */
const attempt = (state: State, bind: () => unknown): void => {
  if (!state.isDatabaseKnown) return;
  try {
    bind();
  } catch (error) {
    if (error instanceof SqlError && DEFERRED.has(error.number)) return;
    throw error;
  }
};

const prepareStatement = (s: Statement, module: CompiledModule, call: CallFrame, state: State): void => {
  switch (s.kind) {
    case 'declare':
      s.variables.forEach((v, i) => {
        if (v.type === 'cursor') {
          module.variables.declareCursor(v.name);
          return;
        }
        const tableType = findUserType(v.type, module);
        if (tableType?.table) {
          module.variables.declareTable(v.name, tableType.table, { typeName: tableType.name });
          return;
        }
        module.variables.declareScalar(v.name, resolveType(v.type, module, { ordinal: i + 1 }));
        const { initial } = v;
        if (initial) attempt(state, () => module.plan(v, call, (m) => compileInitial(initial, v.name, m)));
      });
      return;
    case 'declareTable':
      module.variables.declareTable(s.name, buildVariableTable(module, s.definition, s.name));
      return;
    case 'block':
      return prepareList(s.statements, module, call, state);
    case 'tryCatch':
      prepareList(s.body, module, call, state);
      return prepareList(s.handler, module, call, state);
    case 'if':
      attempt(state, () => prepareCondition(s, module, call));
      prepareList([s.then], module, call, state);
      if (s.otherwise) prepareList([s.otherwise], module, call, state);
      return;
    case 'while':
      attempt(state, () => prepareCondition(s, module, call));
      return prepareList([s.body], module, call, state);
    case 'use':
      state.isDatabaseKnown = false;
      return;
    case 'select':
      return attempt(state, () => module.plan(s, call, (m) => compileSelectStatement(s, m)));
    case 'insert':
    case 'update':
    case 'delete':
    case 'merge':
      return attempt(state, () => module.plan(s, call, (m) => compileDml(s, m)));
    case 'print':
    case 'raiserror':
    case 'throw':
    case 'waitFor':
      return attempt(state, () => prepareMessage(s, module, call));
    case 'declareCursor':
      return attempt(state, () => module.plan(s.cursor.query, call, (m) => compileCursorQuery(s.cursor.query, m)));
    case 'fetch':
      for (const name of s.into ?? []) module.variables.scalar(name);
      return;
    case 'setVariable':
      if (!s.cursor && module.variables.find(s.variable)?.kind !== 'cursor')
        attempt(state, () => module.plan(s, call, (m) => compileSetVariable(s, m)));
      return;
    case 'return':
      if (s.value) attempt(state, () => module.plan(s, call, (m) => compileReturn(s, m as CompiledModule)));
      return;
    case 'execute':
    case 'executeString':
      return attempt(state, () => module.plan(s, call, (m) => compileArgumentPlan(s, m)));
    default:
      return;
  }
};

const prepareCondition = (s: Extract<Statement, { kind: 'if' | 'while' }>, module: CompiledModule, call: CallFrame): void => {
  module.plan(s.condition, call, (m) => makePlan(m, 'IF', (context) => ({ test: compileCondition(s.condition, new Scope(context)).test })));
};
