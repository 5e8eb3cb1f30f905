// CREATE TABLE: permanent, temporary and global temporary tables.

import { buildTable } from '../../catalog/build-table.ts';
import { visitNodes } from '../../catalog/expression-columns.ts';
import type { TableDefinition } from '../../catalog/model.ts';
import type { CreateTable, TableDefinition as WrittenTable } from '../../parser/ast/index.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import { NO_NEEDS } from '../security/needs.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import type { PlanBase } from '../statement-plan.ts';
import { buildContext, createTableInstance, newTableData } from './table-instance.ts';
import { changeCatalog, isTemporaryName, lastPart, lockNewTable, lockTarget, newTarget } from './targets.ts';
import { addTemporaryTable, hasOwnTemporaryTable } from './temporary-holder.ts';

export function* createTable(s: CreateTable, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (isTemporaryName(s.name)) return yield* createTemporary(s, module, call);
  return yield* changeCatalog(call, function* (transaction) {
    const target = newTarget(s.name, module);
    const { database, schema, name } = target;
    yield* lockTarget(target, call);
    if (database.isNameTaken(schema, name)) throw sqlError(2714, name);
    const id = module.catalog.newObjectId();
    const definition = buildTable(
      buildContext(module, 'CREATE TABLE', { database }),
      { id, schema, name, written: target.written, storage: 'permanent' },
      s.definition,
    );
    checkPersisted(definition);
    refuseUnpadded(definition.columns, call);
    lockNewTable(id, call);
    database.addTable(transaction, definition, newTableData(definition, 'permanent', database, module.catalog.newDataId()));
  });
}

interface TablePlan extends PlanBase {
  readonly definition: TableDefinition;
}

/** The definition is kept with the module: when the statement runs again, plans made for its table stay valid. */
function* createTemporary(s: CreateTable, module: CompiledModule, call: CallFrame): Running<Flow> {
  const name = lastPart(s.name);
  const key = name.toLowerCase();
  return yield* changeCatalog(call, function* (transaction) {
    if (hasOwnTemporaryTable(call, key)) throw sqlError(2714, name);
    const { definition } = module.plan(
      s,
      call,
      (): TablePlan => ({
        definition: temporaryDefinition(module, s.definition, name),
        slotCount: 0,
        cacheCount: 0,
        tables: [],
        preparations: [],
        needs: NO_NEEDS,
        versions: callsUserFunction(s.definition) ? [{ database: module.database, version: module.database.version }] : [],
      }),
    );
    refuseUnpadded(definition.columns, call);
    addTemporaryTable(transaction, call, key, createTableInstance(definition, 'temporary', module.database));
  });
}

/** Types of temporary tables are tempdb's, so alias types of the current database are not known. */
const temporaryDefinition = (module: CompiledModule, written: WrittenTable, name: string): TableDefinition => {
  const context = buildContext(module, 'CREATE TABLE', {
    isTemporary: true,
    database: module.catalog.database('tempdb') ?? module.database,
  });
  const definition = buildTable(context, { id: module.catalog.newTemporaryId(), schema: 'dbo', name, storage: 'temporary' }, written);
  checkPersisted(definition);
  return definition;
};

/** A computed column's type may depend on a function, which may change. */
const callsUserFunction = (written: WrittenTable): boolean => {
  let isFound = false;
  visitNodes(written, (node) => {
    if (node.kind === 'call' && ((node as { name?: readonly string[] }).name?.length ?? 0) > 1) isFound = true;
  });
  return isFound;
};

const CHANGING: ReadonlySet<string> = new Set([
  'getdate',
  'getutcdate',
  'sysdatetime',
  'sysutcdatetime',
  'sysdatetimeoffset',
  'current_timestamp',
  'newid',
  'newsequentialid',
  'rand',
  'user_name',
  'suser_name',
  'suser_sname',
  'host_name',
  'app_name',
  'db_name',
  'session_context',
  'context_info',
  'scope_identity',
  'format',
]);

const PADDED: ReadonlySet<string> = new Set(['char', 'varchar', 'binary', 'varbinary']);

/** Scripts end with SET ANSI_PADDING OFF, which matters only to columns made after it: those would lose trailing blanks, and are refused. */
export const refuseUnpadded = (columns: TableDefinition['columns'], { session }: CallFrame): void => {
  if (session.options.others.get('ANSI_PADDING') !== 'OFF') return;
  if (columns.some((c) => !c.computed && PADDED.has(c.type.name))) throw notSupported('A column made under SET ANSI_PADDING OFF');
};

/** Throws 4936 for a persisted column whose value would be another one at another time. */
export const checkPersisted = (table: TableDefinition, columns = table.columns): void => {
  for (const column of columns) {
    if (!column.computed?.isPersisted) continue;
    visitNodes(column.computed.expression, (node) => {
      const { kind, name } = node as { kind?: unknown; name?: unknown };
      const isChanging =
        kind === 'systemVariable' ||
        (kind === 'call' && Array.isArray(name) && name.length === 1 && CHANGING.has(String(name[0]).toLowerCase()));
      if (isChanging) throw sqlError(4936, column.name, table.name);
    });
  }
};
