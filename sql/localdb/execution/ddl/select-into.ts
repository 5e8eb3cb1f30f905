// The table that SELECT ... INTO makes: names, types, collations and nullability of the query's columns, and the identity
// property of a single table's identity column.

import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { Column, Table, TableDefinition } from '../../catalog/model.ts';
import type { MultipartName, SelectStatement } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { intType, varcharType } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import type { QueryColumn } from '../compile-select.ts';
import type { CallFrame } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { requireNewTable } from '../security/definition-rights.ts';
import { createTableInstance, newTableData } from './table-instance.ts';
import { isTemporaryName, lastPart, lockNewTable, newTarget } from './targets.ts';
import { addTemporaryTable, hasOwnTemporaryTable } from './temporary-holder.ts';

/** Definitions of temporary tables by the columns of the compiled query: as long as its plan lives, plans for the table do. */
const TEMPORARY = new WeakMap<readonly QueryColumn[], TableDefinition>();

/** Creates the table as part of the running statement's transaction. Throws 1038, 2705 and 2714. */
export const createForSelectInto = (
  name: MultipartName,
  columns: readonly QueryColumn[],
  module: CompiledModule,
  call: CallFrame,
  select?: SelectStatement,
): Table => {
  const { transaction } = call.session;
  if (!transaction) throw new Error('SELECT INTO runs in a transaction');
  if (isTemporaryName(name)) {
    const last = lastPart(name);
    const key = last.toLowerCase();
    if (hasOwnTemporaryTable(call, key)) throw sqlError(2714, last);
    let definition = TEMPORARY.get(columns);
    if (!definition) {
      definition = build({ id: module.catalog.newTemporaryId(), schema: 'dbo', name: last, storage: 'temporary' }, columns, module, select);
      TEMPORARY.set(columns, definition);
    }
    const table = createTableInstance(definition, 'temporary', module.database);
    addTemporaryTable(transaction, call, key, table);
    return table;
  }
  const target = newTarget(name, module);
  requireNewTable(name, module, call.session);
  if (target.database.isNameTaken(target.schema, target.name)) throw sqlError(2714, target.name);
  const definition = build(
    { id: module.catalog.newObjectId(), schema: target.schema, name: target.name, storage: 'permanent' },
    columns,
    module,
    select,
  );
  lockNewTable(definition.id, call);
  return target.database.addTable(
    transaction,
    definition,
    newTableData(definition, 'permanent', target.database, module.catalog.newDataId()),
  );
};

const build = (
  table: Pick<TableDefinition, 'id' | 'schema' | 'name' | 'storage'>,
  columns: readonly QueryColumn[],
  module: CompiledModule,
  select: SelectStatement | undefined,
): TableDefinition => {
  const now = nowTicks();
  const identity = identityOf(columns, module, select);
  const seen = new Set<string>();
  return {
    kind: 'table',
    ...table,
    created: now,
    modified: now,
    width: columns.length + 1,
    indexes: [],
    checks: [],
    foreignKeys: [],
    triggers: [],
    nextColumnId: columns.length + 1,
    columns: columns.map((c, i): Column => {
      if (c.name === '') throw sqlError(1038);
      const key = c.name.toLowerCase();
      if (seen.has(key)) throw sqlError(2705, c.name, table.name);
      seen.add(key);
      const isIdentity = identity?.column === c;
      return {
        name: c.name,
        id: i + 1,
        slot: i + 1,
        type: storedType(c.type),
        collation: c.collation,
        // An identity column that loses the property keeps being NOT NULL.
        isNullable: c.isNullable && !isIdentity,
        isRowGuid: false,
        identity: isIdentity ? identity?.property : undefined,
      };
    }),
  };
};

/** An untyped NULL makes an int column, and empty text a column of one character. */
const storedType = (type: SqlType): SqlType =>
  type.name === 'null' ? intType : type.length === 0 && type.name === 'varchar' ? varcharType(1) : type;

interface Inherited {
  readonly column: QueryColumn;
  readonly property: NonNullable<Column['identity']>;
}

/** The identity is inherited from one table, without joins, unions, grouping or a second mention of the column. */
const identityOf = (
  columns: readonly QueryColumn[],
  module: CompiledModule,
  select: SelectStatement | undefined,
): Inherited | undefined => {
  const made = columns.filter((c) => c.newIdentity);
  const [first] = made;
  if (made.length > 1) throw sqlError(2744, '');
  if (first?.newIdentity) return { column: first, property: { ...first.newIdentity } };
  const found = columns.filter((c) => c.isIdentity);
  const [column] = found;
  if (!column || found.length > 1 || select?.query.kind !== 'query') return undefined;
  const { from, distinct, groupBy, having } = select.query;
  const [source] = from;
  if (from.length !== 1 || distinct || groupBy || having) return undefined;
  const identity =
    source?.kind === 'table'
      ? namedIdentity(source.name, module)
      : source?.kind === 'tableVariable'
        ? variableIdentity(source.name, module)
        : undefined;
  return identity && { column, property: identity };
};

const identityColumn = (table: TableDefinition | undefined): Column['identity'] => table?.columns.find((c) => c.identity)?.identity;

const namedIdentity = (name: MultipartName, module: CompiledModule): Column['identity'] => {
  if (isTemporaryName(name)) return identityColumn(module.findTemporaryTable(lastPart(name).toLowerCase())?.definition);
  const found = module.catalog.resolve(module.database, module.defaultSchema, name);
  return found?.kind === 'object' && found.object.kind === 'table' ? identityColumn(found.object) : undefined;
};

const variableIdentity = (name: string, module: CompiledModule): Column['identity'] => {
  const info = module.variables.find(name);
  return info?.kind === 'table' ? identityColumn(info.definition) : undefined;
};
