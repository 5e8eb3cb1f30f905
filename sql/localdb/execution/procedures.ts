// Calling modules: procedures, triggers and dynamic SQL. Each runs in a call frame of its own, on its own copy of the SET
// options, and drops at its end the temporary tables that it made.

import type { Database } from '../catalog/database.ts';
import type { Parameter, Procedure, Table, TableDefinition, Trigger } from '../catalog/model.ts';
import { createTableInstance } from './ddl/table-instance.ts';
import { converter } from '../types/convert.ts';
import type { Converter } from '../types/convert.ts';
import { SqlError, sqlError } from '../types/errors.ts';
import { isSameType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import type { Cursor } from './cursor.ts';
import { CallFrame } from './frame.ts';
import type { Frame, Running, TriggerRows } from './frame.ts';
import { functionCompiler } from './function-compiler.ts';
import { CompiledModule } from './module.ts';
import { declareParameters, prepareModule } from './prepare.ts';
import { runStatements } from './run-statements.ts';
import { convertScalar } from './scalar.ts';
import { Scope } from './scope.ts';
import type { Session } from './session.ts';
import { makePlan, openFrame } from './statement-plan.ts';
import type { PlanBase } from './statement-plan.ts';

/** SQL Server's limit of calls within calls. */
export const MAX_NESTING = 32;

const MODULES = new WeakMap<object, CompiledModule>();

/** The module of a procedure's definition, made once for each version of it. */
export const moduleOfProcedure = (session: Session, database: Database, definition: Procedure): CompiledModule => {
  let module = MODULES.get(definition);
  if (!module) {
    module = new CompiledModule({
      catalog: session.server.catalog,
      database,
      defaultSchema: definition.schema,
      statements: definition.statement.body,
      name: `${definition.schema}.${definition.name}`,
      isStored: !definition.name.startsWith('#'),
      functions: functionCompiler,
      quotedIdentifier: definition.usesQuotedIdentifier,
    });
    declareParameters(module, definition.parameters);
    MODULES.set(definition, module);
  }
  return module;
};

const moduleOfTrigger = (session: Session, database: Database, definition: Trigger, table: TableDefinition): CompiledModule => {
  let module = MODULES.get(definition);
  if (!module || module.trigger?.table !== table) {
    module = new CompiledModule({
      catalog: session.server.catalog,
      database,
      defaultSchema: definition.schema,
      statements: definition.statement.body,
      name: `${definition.schema}.${definition.name}`,
      isStored: true,
      functions: functionCompiler,
      trigger: { trigger: definition, table },
    });
    MODULES.set(definition, module);
  }
  return module;
};

/** Runs a module's statements in a new call frame, which `setUp` gives its arguments; the frame is given back for its results. */
export function* callModule(
  module: CompiledModule,
  parent: CallFrame,
  setUp: (call: CallFrame) => void,
  trigger?: TriggerRows,
): Running<CallFrame> {
  const { session } = parent;
  if (session.nestLevel >= MAX_NESTING) throw sqlError(217);
  const savedOptions = session.options;
  const savedDatabase = session.database;
  session.options = { ...savedOptions };
  session.database = module.database;
  session.nestLevel++;
  let call: CallFrame | undefined;
  try {
    if (!module.isPrepared)
      prepareModule(
        module,
        new CallFrame({ session, variableCount: 0, sink: parent.sink, parent, procedure: module.name, isModule: true }),
      );
    call = new CallFrame({
      session,
      variableCount: module.variables.scalarCount,
      sink: parent.sink,
      parent,
      procedure: module.name,
      isModule: true,
      ...(trigger ? { trigger } : {}),
    });
    setUp(call);
    if (trigger) session.options.xactAbort = true;
    yield* runStatements(module.statements, module, call);
    return call;
  } finally {
    session.nestLevel--;
    session.options = savedOptions;
    session.database = savedDatabase;
    // A cursor that an OUTPUT parameter refers to goes on.
    for (const cursor of call?.localCursors.values() ?? []) if (--cursor.references <= 0) cursor.isOpen = false;
  }
}

// -- arguments

/** What a caller hands over: by position (name '') or by name. */
export interface GivenArgument {
  readonly name: string;
  readonly type: SqlType;
  readonly value: Value;
  /** A table variable or table-valued parameter, with its type's name for messages ('table' for DECLARE @t TABLE). */
  readonly table?: { readonly table: Table; readonly typeName: string | undefined };
  /** A cursor variable, for a CURSOR VARYING OUTPUT parameter. */
  readonly cursor?: { readonly variable: string; readonly held: Cursor | undefined; readonly assign: (cursor: Cursor | undefined) => void };
  /** DEFAULT was written. */
  readonly isDefault: boolean;
  readonly isOutput: boolean;
  /** Receives the value of an OUTPUT parameter. */
  readonly assign?: (value: Value, type: SqlType) => void;
}

interface Binding {
  readonly parameter: Parameter;
  readonly given: GivenArgument | undefined;
}

/** Matches arguments to parameters. Throws 201, 8143, 8144, 8145, 8146, 8162. */
const matchArguments = (name: string, parameters: readonly Parameter[], given: readonly GivenArgument[]): Binding[] => {
  const bindings: (GivenArgument | undefined)[] = parameters.map(() => undefined);
  if (parameters.length === 0 && given.length > 0) throw sqlError(8146, name);
  given.forEach((g, i) => {
    let at = i;
    if (g.name !== '') {
      const key = g.name.toLowerCase();
      at = parameters.findIndex((p) => p.name.toLowerCase() === key);
      if (at < 0) throw sqlError(8145, g.name, name);
    } else if (i >= parameters.length) throw sqlError(8144, name);
    if (bindings[at]) throw sqlError(8143, g.name || (parameters[at]?.name ?? ''));
    bindings[at] = g;
  });
  return parameters.map((parameter, i) => {
    const g = bindings[i];
    if (g?.isOutput && !parameter.isOutput && g.assign) throw sqlError(8162, parameter.name);
    return { parameter, given: g };
  });
};

const CONVERTERS = new WeakMap<Parameter, { readonly from: SqlType; readonly convert: Converter }>();

const convertArgument = (parameter: Parameter, to: SqlType, g: GivenArgument, session: Session): Value => {
  if (g.value === null) return null;
  let known = CONVERTERS.get(parameter);
  if (!known || !isSameType(known.from, g.type)) {
    known = { from: g.type, convert: converter(g.type, to) };
    CONVERTERS.set(parameter, known);
  }
  try {
    return known.convert(g.value, session);
  } catch (error) {
    if (error instanceof SqlError) throw sqlError(8114, g.type.name, to.name);
    throw error;
  }
};

/** Runs a procedure with arguments; gives its return status. Throws what does not fit. */
export function* callProcedure(
  database: Database,
  definition: Procedure,
  given: readonly GivenArgument[],
  parent: CallFrame,
): Running<number> {
  const { session } = parent;
  const module = moduleOfProcedure(session, database, definition);
  const bindings = matchArguments(definition.name, definition.parameters, given);
  return yield* callWithBindings(module, definition.name, bindings, parent);
}

/** Dynamic SQL with parameters is called like a procedure. */
export function* callText(
  module: CompiledModule,
  parameters: readonly Parameter[],
  given: readonly GivenArgument[],
  parent: CallFrame,
): Running<number> {
  return yield* callWithBindings(module, 'sp_executesql', matchArguments('sp_executesql', parameters, given), parent);
}

function* callWithBindings(module: CompiledModule, name: string, bindings: readonly Binding[], parent: CallFrame): Running<number> {
  const { session } = parent;
  const countBefore = session.transactionCount;
  const call = yield* callModule(module, parent, (c) => {
    for (const b of bindings) bindParameter(module, name, b, c);
  });
  for (const { parameter, given: g } of bindings) {
    if (parameter.type === 'cursor') {
      if (g?.isOutput) handOverCursor(module, parameter, g, call);
      continue;
    }
    if (!g?.isOutput || !g.assign || typeof parameter.type === 'string' || !('name' in parameter.type)) continue;
    g.assign(call.variables[module.variables.scalar(parameter.name).slot] ?? null, parameter.type);
  }
  checkTransactionCount(module, countBefore, session);
  // Without a RETURN of its own a procedure that met an error tells how bad it was.
  return Number(call.returnValue ?? (call.failedSeverity > 0 ? 10 - call.failedSeverity : 0));
}

const handOverCursor = (module: CompiledModule, parameter: Parameter, g: GivenArgument, call: CallFrame): void => {
  const info = module.variables.find(parameter.name);
  const cursor = info?.kind === 'cursor' ? call.cursors[info.slot] : undefined;
  g.cursor?.assign(cursor);
};

/** Throws 266 when the module, or text that was run, leaves another @@TRANCOUNT than it found. */
export const checkTransactionCount = (module: CompiledModule, before: number, session: Session): void => {
  if (session.transactionCount !== before && !session.isDoomed) throw ofModule(sqlError(266, before, session.transactionCount), module);
};

/** An error of the module as a whole: SQL Server gives it line 0. */
const ofModule = (error: SqlError, module: CompiledModule): SqlError => {
  error.procedure = module.name;
  error.isLocated = true;
  return error;
};

const bindParameter = (module: CompiledModule, name: string, { parameter, given: g }: Binding, call: CallFrame): void => {
  const info = module.variables.find(parameter.name);
  if (info?.kind === 'table') {
    if (!g || g.isDefault) {
      call.tables[info.slot] = createTableInstance(info.definition, 'variable', module.database);
      return;
    }
    if (!g.table) throw sqlError(206, g.type.name, info.typeName ?? 'table type');
    if ((g.table.typeName ?? '').toLowerCase() !== (info.typeName ?? '').toLowerCase())
      throw sqlError(206, g.table.typeName ?? 'table', info.typeName ?? 'table type');
    call.tables[info.slot] = g.table.table;
    return;
  }
  if (info?.kind === 'cursor') {
    if (g && !g.isDefault && !g.cursor) throw sqlError(206, g.type.name, 'cursor');
    if (g?.cursor?.held) throw sqlError(16951, g.cursor.variable);
    return;
  }
  if (info?.kind !== 'scalar') return;
  if (g && !g.isDefault) {
    if (g.table) throw sqlError(206, g.table.typeName ?? 'table', info.type.name);
    call.variables[info.slot] = convertArgument(parameter, info.type, g, call.session);
    return;
  }
  if (!parameter.default) throw sqlError(201, name, parameter.name);
  call.variables[info.slot] = defaultValue(module, parameter, info.type, call);
};

/** A parameter's default: a constant, converted once for the module. */
const defaultValue = (module: CompiledModule, parameter: Parameter, type: SqlType, call: CallFrame): Value => {
  const node = parameter.default;
  if (!node) return null;
  // A bare word as a default is a string in T-SQL.
  const expression =
    node.kind === 'column'
      ? {
          start: node.start,
          end: node.end,
          line: node.line,
          kind: 'literal' as const,
          type: 'string' as const,
          text: node.name.join('.'),
          national: false,
        }
      : node;
  const plan = module.plan<PlanBase & { evaluate: (f: Frame) => Value }>(parameter, call, (m) =>
    makePlan(m, 'DEFAULT', (context) => ({ evaluate: convertScalar(compileExpression(expression, new Scope(context)), type).evaluate })),
  );
  return plan.evaluate(openFrame(plan, call));
};

// -- triggers

/** Fires one trigger; 3609 when it ended the transaction, 3616 when it doomed it. */
export function* fireTrigger(trigger: Trigger, table: TableDefinition, rows: TriggerRows, frame: Frame): Running<void> {
  const { session, call } = frame;
  const { transaction } = session;
  const isImplicit = session.transactionCount === 0;
  // A trigger always runs inside a transaction, which it can see and roll back.
  if (isImplicit) session.transactionCount = 1;
  const database = session.server.catalog.databases().find((d) => d.entry(trigger.id) === trigger) ?? session.database;
  const { rowCount } = session;
  try {
    yield* callModule(moduleOfTrigger(session, database, trigger, table), call, () => {}, rows);
  } finally {
    if (isImplicit && session.transaction === transaction && session.transactionCount === 1) session.transactionCount = 0;
  }
  session.rowCount = rowCount;
  if (session.transaction !== transaction) throw sqlError(3609);
  // It handled an error itself, but the transaction cannot be saved any more.
  if (session.isDoomed) throw sqlError(3616);
}
