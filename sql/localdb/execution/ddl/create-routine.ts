// CREATE and ALTER PROCEDURE and FUNCTION.

import { buildTable } from '../../catalog/build-table.ts';
import type { Procedure, SchemaObject, SqlFunction } from '../../catalog/model.ts';
import { resolveTypeReference } from '../../catalog/resolve-type-reference.ts';
import { checkFunctionBody } from '../../parser/module-checks.ts';
import type { CreateFunction, CreateProcedure } from '../../parser/ast/index.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import { CompiledModule } from '../module.ts';
import { declareParameters } from '../prepare.ts';
import { VariableScope } from '../scope.ts';
import { boundColumns, checkSchemaBinding, namedColumns, refuseTemporaryTables } from './create-view.ts';
import { definitionContext } from './expression-binder.ts';
import { buildParameters, checkBody, inModule, moduleBase, placeOf } from './module-definition.ts';
import type { Place } from './module-definition.ts';
import { buildContext, refuseNamedConstraints } from './table-instance.ts';
import { atOnce, changeCatalog, DEFAULT_SCHEMA, isTemporaryName, lastPart } from './targets.ts';

export function* createProcedure(s: CreateProcedure, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (isTemporaryName(s.name)) return yield* changeCatalog(call, () => atOnce(() => createTemporaryProcedure(s, module, call)));
  return yield* changeCatalog(call, function* (transaction) {
    const place = yield* placeOf(s, module, call, 'CREATE/ALTER PROCEDURE', (o) => o.kind === 'procedure');
    const { database } = place.target;
    const procedure = buildProcedure(s, place, module, call);
    if (place.existing) database.replace(transaction, procedure);
    else database.add(transaction, procedure);
  });
}

const buildProcedure = (s: CreateProcedure, place: Place, module: CompiledModule, call: CallFrame): Procedure =>
  inModule(s, () => {
    const { database, schema } = place.target;
    const made: Procedure = {
      kind: 'procedure',
      ...moduleBase(s, place, module),
      statement: s,
      parameters: buildParameters(s.parameters, module, schema),
    };
    const body = new CompiledModule({
      catalog: module.catalog,
      database,
      defaultSchema: schema,
      statements: s.body,
      name: `${made.schema}.${made.name}`,
      functions: module.functions,
      quotedIdentifier: module.quotedIdentifier,
    });
    declareParameters(body, made.parameters);
    checkBody(body, call);
    return made;
  });

/** A procedure #p lives in its session and is no part of the catalogue: a rollback leaves it. Throws 2714 and 208. */
const createTemporaryProcedure = (s: CreateProcedure, module: CompiledModule, call: CallFrame): void => {
  const name = lastPart(s.name);
  if (name.startsWith('##')) throw notSupported('A global temporary procedure', s.line);
  const { temporaryProcedures, options } = call.session;
  const existing = temporaryProcedures.get(name.toLowerCase())?.definition;
  if (existing && s.action === 'create') throw sqlError(2714, name);
  if (!existing && s.action === 'alter') throw sqlError(208, s.name.join('.'));
  const { database } = module;
  const target = { database, schema: DEFAULT_SCHEMA, name, written: s.name.join('.') };
  const definition = buildProcedure(s, { target, existing, usesAnsiNulls: options.ansiNulls }, module, call);
  temporaryProcedures.set(name.toLowerCase(), { database, definition });
};

const FORM = { scalar: 'scalar', inline: 'inline', table: 'table' } as const;
const formOf = (object: SchemaObject): string | undefined => (object.kind === 'function' ? object.statement.returns.kind : undefined);

export function* createFunction(s: CreateFunction, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const place = yield* placeOf(s, module, call, 'CREATE/ALTER FUNCTION', (o) => formOf(o) === FORM[s.returns.kind]);
    const definition = inModule(s, () => {
      const breach = checkFunctionBody(s);
      if (breach) throw breach;
      const made = buildFunction(s, place, module, call);
      checkSchemaBinding(made, 'function');
      return made;
    });
    const { database } = place.target;
    if (place.existing) database.replace(transaction, definition);
    else database.add(transaction, definition);
  });
}

const buildFunction = (
  s: CreateFunction,
  place: Parameters<typeof moduleBase>[1],
  module: CompiledModule,
  call: CallFrame,
): SqlFunction => {
  const { schema, name } = place.target;
  const { returns } = s;
  const parameters = buildParameters(s.parameters, module, schema);
  const base = { kind: 'function' as const, ...moduleBase(s, place, module), statement: s, parameters };
  switch (returns.kind) {
    case 'inline': {
      refuseTemporaryTables(returns.query);
      const context = { ...definitionContext(module), variables: new VariableScope() };
      for (const p of parameters) {
        if (typeof p.type === 'string') continue;
        if (!('tableTypeId' in p.type)) context.variables.declareScalar(p.name, p.type);
        else {
          const type = module.database.entry(p.type.tableTypeId);
          if (type?.kind === 'type' && type.table)
            context.variables.declareTable(p.name, type.table, { isReadOnly: true, typeName: type.name });
        }
      }
      return { ...base, columns: namedColumns(boundColumns(returns.query, context, schema), undefined, name) };
    }
    case 'scalar': {
      const resolved = resolveTypeReference(module.database, schema, returns.type, { subjectKind: 'return value', ordinal: 0 });
      if ('table' in resolved) throw sqlError(2715, 0, returns.type.name.join('.'));
      const made: SqlFunction = { ...base, returnType: resolved.type };
      checkFunction(made, module, schema, call);
      return made;
    }
    case 'table': {
      refuseNamedConstraints(returns.definition);
      const table = buildTable(
        buildContext(module, 'CREATE FUNCTION', { isTemporary: true }),
        { id: module.catalog.newTemporaryId(), schema, name: returns.variable, storage: 'variable' },
        returns.definition,
      );
      const columns = table.columns.map((c, i) => ({
        name: c.name,
        id: i + 1,
        type: c.type,
        isNullable: c.isNullable,
        collation: c.collation,
      }));
      const made: SqlFunction = { ...base, table, columns };
      checkFunction(made, module, schema, call);
      return made;
    }
    default:
      return returns satisfies never;
  }
};

const checkFunction = (definition: SqlFunction, module: CompiledModule, schema: string, call: CallFrame): void => {
  const { returns } = definition.statement;
  if (returns.kind === 'inline') return;
  const body = new CompiledModule({
    catalog: module.catalog,
    database: module.database,
    defaultSchema: schema,
    statements: returns.body,
    name: `${definition.schema}.${definition.name}`,
    isFunction: true,
    functions: module.functions,
    quotedIdentifier: module.quotedIdentifier,
    returnType: definition.returnType,
  });
  declareParameters(body, definition.parameters);
  if (returns.kind === 'table' && definition.table) body.variables.declareTable(returns.variable, definition.table);
  checkBody(body, call);
};
