// User-defined functions as something that expressions call. A function's statements run at once, inside the statement that
// calls it; its errors are that statement's errors.

import type { Database } from '../catalog/database.ts';
import type { SqlFunction } from '../catalog/model.ts';
import { createTableInstance } from './ddl/table-instance.ts';
import { sqlError } from '../types/errors.ts';
import type { Value } from '../types/sql-type.ts';
import { CallFrame, runNow } from './frame.ts';
import type { Frame } from './frame.ts';
import { CompiledModule } from './module.ts';
import { declareParameters, prepareModule } from './prepare.ts';
import { MAX_NESTING } from './procedures.ts';
import { runStatements } from './run-statements.ts';
import type { CompiledFunction, FunctionCompiler, ModuleContext, TableDependency } from './scope.ts';

interface Entry extends CompiledFunction {
  readonly version: number;
  dependencies: readonly TableDependency[];
}
const COMPILED = new WeakMap<SqlFunction, Entry>();

const compile = (database: Database, definition: SqlFunction, caller: ModuleContext): CompiledFunction => {
  const known = COMPILED.get(definition);
  if (known && known.version === database.version) return known;
  const { returns } = definition.statement;
  if (returns.kind === 'inline') throw new Error('inline functions are expanded');
  const module = new CompiledModule({
    catalog: caller.catalog,
    database,
    defaultSchema: definition.schema,
    statements: returns.body,
    name: `${definition.schema}.${definition.name}`,
    isStored: true,
    isFunction: true,
    functions: functionCompiler,
    quotedIdentifier: definition.usesQuotedIdentifier,
    returnType: definition.returnType,
  });
  declareParameters(module, definition.parameters);
  const result =
    returns.kind === 'table' && definition.table ? module.variables.declareTable(returns.variable, definition.table) : undefined;
  const isStrict = definition.statement.options.includes('RETURNS NULL ON NULL INPUT');
  const run = (f: Frame, values: readonly Value[]): CallFrame => {
    const { session } = f;
    if (session.nestLevel >= MAX_NESTING) throw sqlError(217);
    const call = new CallFrame({
      session,
      variableCount: module.variables.scalarCount,
      sink: f.call.sink,
      parent: f.call,
      procedure: module.name,
      isModule: true,
      isFunction: true,
    });
    definition.parameters.forEach((p, i) => {
      const info = module.variables.find(p.name);
      if (info?.kind === 'scalar') call.variables[info.slot] = values[i] ?? null;
      else if (info?.kind === 'table') call.tables[info.slot] = f.call.tables[Number(values[i])];
    });
    if (result) call.tables[result.slot] = createTableInstance(result.definition, 'variable', database);
    const { rowCount, errorNumber } = session;
    session.nestLevel++;
    try {
      runNow(runStatements(module.statements, module, call));
    } finally {
      session.nestLevel--;
      session.rowCount = rowCount;
      session.errorNumber = errorNumber;
    }
    return call;
  };
  const entry: Entry = {
    version: database.version,
    dependencies: [],
    ...(result
      ? {
          rows: (f: Frame, values: readonly Value[]) => {
            const table = run(f, values).tables[result.slot];
            return (table?.data.orderedRows() ?? []).flatMap((row) => (row ? [row.slice(1)] : []));
          },
        }
      : { call: (f: Frame, values: readonly Value[]) => (isStrict && values.includes(null) ? null : run(f, values).returnValue) }),
  };
  // Known before its body is bound, since it may call itself.
  COMPILED.set(definition, entry);
  const context = caller.call;
  if (context) {
    prepareModule(
      module,
      new CallFrame({
        session: context.session,
        variableCount: 0,
        sink: context.sink,
        parent: context,
        procedure: module.name,
        isModule: true,
        isFunction: true,
      }),
    );
    entry.dependencies = [...module.allPlans()].flatMap((p) => p.tables.filter((t) => t.place.kind === 'permanent'));
  }
  return entry;
};

export const functionCompiler: FunctionCompiler = { compile };
