// SET IDENTITY_INSERT: at most one table of the session takes explicit values for its identity column.

import type { TableDefinition } from '../../catalog/model.ts';
import type { MultipartName } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { tableNames } from '../dml/table-names.ts';
import type { CallFrame } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { mayAlterTable } from '../security/definition-rights.ts';
import { findTemporaryTable, visibleTemporaryTables } from '../temporary-tables.ts';

/** The table of a name, temporary ones included; undefined when there is none. */
export const findTable = (name: MultipartName, module: CompiledModule, call: CallFrame): TableDefinition | undefined => {
  const last = name[name.length - 1] ?? '';
  if (last.startsWith('#')) return findTemporaryTable(call, last.toLowerCase())?.definition;
  const found = module.catalog.resolve(module.database, module.defaultSchema, name);
  return found?.kind === 'object' && found.object.kind === 'table' ? found.object : undefined;
};

/** Throws 1088, 8106 and 8107. */
export const setIdentityInsert = (name: MultipartName, isOn: boolean, module: CompiledModule, call: CallFrame): void => {
  const { session } = call;
  const written = name.join('.');
  const table = findTable(name, module, call);
  if (!table || !mayAlterTable(name, module, session)) throw sqlError(1088, written);
  if (!table.columns.some((c) => c.identity)) throw sqlError(8106, written);
  const current = session.identityInsertTable;
  if (!isOn) {
    if (current === table.id) session.identityInsertTable = undefined;
    return;
  }
  const other = current === undefined || current === table.id ? undefined : nameOf(current, call);
  if (other !== undefined) throw sqlError(8107, other, written);
  session.identityInsertTable = table.id;
};

/** The full name of a table that still exists. */
const nameOf = (id: number, call: CallFrame): string | undefined => {
  for (const { definition } of visibleTemporaryTables(call))
    if (definition.id === id) return tableNames(definition, call.session.database).full;
  for (const database of call.session.server.catalog.databases()) {
    const found = database.byId(id);
    if (found?.kind === 'table') return tableNames(found, database).full;
  }
  return undefined;
};
