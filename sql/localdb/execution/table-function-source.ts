// Table-valued functions in FROM: built-in ones, multi-statement functions, and inline functions, which are expanded.

import { inDatabase } from '../catalog/catalog-context.ts';
import type { Database } from '../catalog/database.ts';
import type { SqlFunction } from '../catalog/model.ts';
import type { CatalogTableFunction } from '../catalog/table-functions.ts';
import { findTableFunction } from '../functions/registry.ts';
import type { FunctionTable, SelectStatement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { nullType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import { iterated } from './operators/rows.ts';
import type { Operator } from './operators/operator.ts';
import { resolveType } from './resolve-type-name.ts';
import { catalogContext } from './session-functions.ts';
import { columnScalar, constantScalar, convertScalar, unionSlots } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { Scope } from './scope.ts';
import type { Source, VariableInfo } from './scope.ts';

interface UserFunction {
  readonly definition: SqlFunction;
  readonly database: Database;
  readonly exposed: { readonly name: string; readonly qualifier: readonly string[]; readonly columns: readonly string[] | undefined };
}

/** A function whose rows are made when it is called: built in, or with a body of statements. */
export const bindTableFunction = (
  node: FunctionTable,
  scope: Scope,
  user?: UserFunction,
): { source: Source; operator: Operator; requires: bigint; estimate: number } => {
  const slot = scope.statement.newSlot();
  scope.statement.unknownSources++;
  if (user) return bindUserFunction(node, scope, user, slot);
  const name = (node.name[0] ?? '').toUpperCase();
  const definition = findTableFunction(name);
  if (!definition) throw sqlError(208, name);
  if (node.arguments.length < definition.minimum || node.arguments.length > definition.maximum)
    throw sqlError(node.arguments.length < definition.minimum ? 313 : 8144, name.toLowerCase());
  const args = node.arguments.map((a) => compileExpression(a, scope));
  const schema = node.schema?.map((c, i) => ({
    name: c.name,
    type: resolveType(c.type, scope.statement.module, { ordinal: i + 1 }),
    asJson: c.asJson,
    ...(c.path === undefined ? {} : { path: c.path }),
  }));
  const bound = definition.bind(
    args.map((a) => ({
      type: a.type,
      isConstant: a.constant !== undefined,
      isNotNull: a.isNotNull,
      ...(a.constant ? { constant: a.constant.value } : {}),
    })),
    schema,
  );
  const values = args.map((a, i) => {
    const type = bound.parameters?.[i];
    return (type ? convertScalar(a, type) : a).evaluate;
  });
  const operator = iterated(slot, (f) =>
    bound.rows(
      f.session,
      values.map((v) => v(f)),
    ),
  );
  const source: Source = {
    name: node.alias ?? name.toLowerCase(),
    qualifier: [],
    columns: bound.columns.map((c, i) => ({
      name: node.columns?.[i] ?? c.name,
      scalar: columnScalar(slot, i, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}) }),
    })),
  };
  return { source, operator, requires: unionSlots(args), estimate: 50 };
};

/** A function of the catalogue: `sys.fn_listextendedproperty` and the like. */
export const bindCatalogFunction = (
  definition: CatalogTableFunction,
  node: FunctionTable,
  scope: Scope,
  database: Database,
): { source: Source; operator: Operator; requires: bigint; estimate: number } => {
  const slot = scope.statement.newSlot();
  const { parameters } = definition;
  if (node.arguments.length !== parameters.length) throw sqlError(node.arguments.length < parameters.length ? 313 : 8144, definition.name);
  const args = node.arguments.map((a, i) =>
    convertScalar(a.kind === 'default' ? constantScalar(nullType, null) : compileExpression(a, scope), parameters[i] as SqlType),
  );
  const operator = iterated(slot, (f) =>
    definition.rows(
      inDatabase(catalogContext(f), database),
      args.map((a) => a.evaluate(f)),
    ),
  );
  const columns = definition.columns.map((c, i) => ({
    name: node.columns?.[i] ?? c.name,
    scalar: columnScalar(slot, i, c.type, { isNotNull: !c.isNullable }),
  }));
  return { source: { name: node.alias ?? definition.name, qualifier: [], columns }, operator, requires: unionSlots(args), estimate: 50 };
};

const bindUserFunction = (
  node: FunctionTable,
  scope: Scope,
  user: UserFunction,
  slot: number,
): { source: Source; operator: Operator; requires: bigint; estimate: number } => {
  const { definition, database, exposed } = user;
  const args = functionArguments(node, definition, scope);
  const compiled = scope.statement.module.functions.compile(database, definition, scope.statement.module);
  scope.statement.tables.push(...compiled.dependencies);
  const { rows } = compiled;
  if (!rows) throw sqlError(208, node.name.join('.'));
  const operator = iterated(slot, (f) =>
    rows(
      f,
      args.map((a) => a.evaluate(f)),
    ),
  );
  const columns = (definition.columns ?? []).map((c, i) => ({
    name: exposed.columns?.[i] ?? c.name,
    scalar: columnScalar(slot, i, c.type, { isNotNull: !c.isNullable, ...(c.collation ? { collation: c.collation } : {}) }),
  }));
  return { source: { name: exposed.name, qualifier: exposed.qualifier, columns }, operator, requires: unionSlots(args), estimate: 100 };
};

/** A function's arguments converted to its parameters; DEFAULT takes the declared default. Throws 313 and 8144. */
export const functionArguments = (
  node: { readonly name: readonly string[]; readonly arguments: FunctionTable['arguments'] },
  definition: SqlFunction,
  scope: Scope,
): Scalar[] => {
  const { parameters } = definition;
  if (node.arguments.length < parameters.length) throw sqlError(313, node.name.join('.'));
  if (node.arguments.length > parameters.length) throw sqlError(8144, node.name.join('.'));
  return parameters.map((p, i) => {
    const given = node.arguments[i];
    if (!given) throw sqlError(313, node.name.join('.'));
    const expression = given.kind === 'default' ? p.default : given;
    if (!expression) throw sqlError(201, definition.name, p.name);
    if (typeof p.type === 'string' || !('name' in p.type)) return tableArgument(given, scope);
    return convertScalar(compileExpression(expression, scope), p.type);
  });
};

/** A table-valued parameter is handed over by the function's compiler: here only its variable's slot is known. */
const tableArgument = (given: FunctionTable['arguments'][number], scope: Scope): Scalar => {
  if (given.kind !== 'variable') throw sqlError(206, 'scalar', 'table type');
  const info = scope.statement.tableVariable(given.name);
  if (info?.kind !== 'table') throw sqlError(1087, given.name);
  const type: SqlType = { name: 'int', length: 0, precision: 10, scale: 0 };
  const slot: Value = info.slot;
  return { type, evaluate: () => slot, slots: 0n, isVolatile: false, isNotNull: true, key: `table@${slot}` };
};

/**
 * Expands an inline function: its query with the arguments in the places of its parameters. `isFree` says that they are the same for all
 * rows, so that the query may be merged into the one around it.
 */
export const expandInlineFunction = (
  definition: SqlFunction,
  database: Database,
  node: FunctionTable,
  scope: Scope,
  add: (select: SelectStatement, inner: Scope, isFree: boolean) => void,
): void => {
  const { statement } = scope;
  const { returns } = definition.statement;
  if (returns.kind !== 'inline') throw sqlError(208, node.name.join('.'));
  const args = functionArguments(node, definition, scope);
  const bound = new Map<string, Scalar>();
  const tables = new Map<string, VariableInfo>();
  definition.parameters.forEach((p, i) => {
    const arg = args[i];
    const given = node.arguments[i];
    const table = given?.kind === 'variable' ? statement.tableVariable(given.name) : undefined;
    if (table?.kind === 'table') tables.set(p.name.toLowerCase(), table);
    // A parameter is a value, not a column: an index must not be searched "by" it as if it were stored.
    if (arg) bound.set(p.name.toLowerCase(), { ...arg, column: undefined } as Scalar);
  });
  if (statement.expansionDepth >= 32) throw sqlError(217);
  const saved = statement.parameters;
  const savedTables = statement.tableParameters;
  statement.expansionDepth++;
  statement.parameters = bound;
  statement.tableParameters = tables;
  try {
    const inner = new Scope(statement, scope.parent);
    inner.home = { database, schema: definition.schema };
    add(
      returns.query,
      inner,
      args.every((a) => a.slots === 0n && !a.isVolatile),
    );
  } finally {
    statement.expansionDepth--;
    statement.parameters = saved;
    statement.tableParameters = savedTables;
  }
};
