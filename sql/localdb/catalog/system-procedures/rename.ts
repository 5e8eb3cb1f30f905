// sp_rename: objects, columns, indexes, constraints, alias types and databases.

import { splitMultipartName } from '../../parser/names.ts';
import type { SqlError } from '../../types/errors.ts';
import { sqlError } from '../../types/errors.ts';
import { varcharType } from '../../types/sql-type.ts';
import { nowTicks } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { findColumn } from '../build-context.ts';
import { schemaBoundUsers } from '../dependencies.ts';
import { columnNamesOf } from '../expression-columns.ts';
import { copyDefinition } from '../lazy-definition.ts';
import { ON_DATABASE } from '../security/database-access.ts';
import type { FoundConstraint } from '../database.ts';
import type { TableDefinition } from '../model.ts';
import type { ProcedureMessage, SystemProcedure } from './system-procedure.ts';
import { nameParameter, namedObject, text } from './system-procedure.ts';

const CAUTION: ProcedureMessage = {
  number: 15477,
  text: 'Caution: Changing any part of an object name could break scripts and stored procedures.',
};
const KINDS: ReadonlySet<string> = new Set(['COLUMN', 'INDEX', 'OBJECT', 'USERDATATYPE', 'DATABASE', 'STATISTICS']);

export const rename: SystemProcedure = {
  name: 'sp_rename',
  parameters: [nameParameter('@objname'), nameParameter('@newname'), { name: '@objtype', type: varcharType(13), default: null }],
  run(context, [objectName, newName, objectType]) {
    const name = text(objectName) ?? '';
    const to = text(newName);
    const kind = text(objectType)?.toUpperCase();
    if (to === undefined || to === '') throw sqlError(15223, 'newname');
    if (kind !== undefined && !KINDS.has(kind)) throw sqlError(15249, text(objectType) ?? '');
    switch (kind) {
      case 'COLUMN':
        renameColumn(context, name, to);
        break;
      case 'INDEX':
      case 'STATISTICS':
        renameIndex(context, name, to, kind);
        break;
      case 'DATABASE': {
        const database = context.server.database(splitMultipartName(name)[0] ?? name);
        if (!database) throw sqlError(15225, name, context.database.name, 'DATABASE');
        if (!context.principal.accessTo(database)?.has('ALTER', ON_DATABASE)) throw sqlError(15247);
        context.server.renameDatabase(context.tx, database, to);
        break;
      }
      case 'USERDATATYPE':
        renameType(context, name, to);
        break;
      default:
        renameObject(context, name, to, kind);
    }
    return { sets: [], messages: [CAUTION] };
  },
};

const noItem = (context: CatalogContext, name: string, kind: string | undefined): SqlError =>
  sqlError(15225, name, context.database.name, kind ?? '(null)');

/** The table of `schema.table.member` or `table.member`, and the member's name. Throws 15248. */
const memberOf = (context: CatalogContext, name: string, kind: string): { readonly table: TableDefinition; readonly member: string } => {
  const parts = splitMultipartName(name);
  const member = parts[parts.length - 1] ?? '';
  const object =
    parts.length > 1
      ? namedObject(
          context,
          parts
            .slice(0, -1)
            .map((p) => `[${p.replaceAll(']', ']]')}]`)
            .join('.'),
        )
      : undefined;
  if (object?.object?.kind !== 'table') throw sqlError(15248, kind);
  return { table: object.object, member };
};

const replaceTable = (context: CatalogContext, table: TableDefinition, changes: Partial<TableDefinition>): void =>
  context.database.replace(context.tx, { ...table, ...changes, modified: nowTicks() });

const renameColumn = (context: CatalogContext, name: string, to: string): void => {
  const { table, member } = memberOf(context, name, 'COLUMN');
  const column = findColumn(table, member);
  if (!column) throw sqlError(15248, 'COLUMN');
  const other = findColumn(table, to);
  if (other && other !== column) throw sqlError(15335, to, 'COLUMN');
  const key = column.name.toLowerCase();
  const isUsed =
    table.checks.some((c) => columnNamesOf(c.expression).has(key)) ||
    table.columns.some((c) => c.computed && columnNamesOf(c.computed.expression).has(key)) ||
    table.indexes.some((i) => i.filter && columnNamesOf(i.filter.expression).has(key)) ||
    schemaBoundUsers(context.database, table, column.name).length > 0;
  if (isUsed) throw sqlError(15336, name);
  replaceTable(context, table, { columns: table.columns.map((c) => (c === column ? { ...c, name: to } : c)) });
};

const renameIndex = (context: CatalogContext, name: string, to: string, kind: string): void => {
  const { table, member } = memberOf(context, name, kind);
  const index = table.indexes.find((i) => i.name.toLowerCase() === member.toLowerCase());
  if (!index) throw sqlError(15248, kind);
  if (table.indexes.some((i) => i !== index && i.name.toLowerCase() === to.toLowerCase())) throw sqlError(15335, to, 'INDEX');
  renameIndexData(context, table, index.name, to);
  replaceTable(context, table, {
    indexes: table.indexes.map((i) =>
      i === index ? { ...i, name: to, constraint: i.constraint && { ...i.constraint, isSystemNamed: false } } : i,
    ),
  });
};

/** The index in memory goes by the same name. A disabled one has none. */
const renameIndexData = (context: CatalogContext, table: TableDefinition, from: string, to: string): void => {
  const index = context.database.data(table.id).indexes.find((i) => i.name === from);
  if (!index) return;
  index.name = to;
  context.tx.logUndo(() => {
    index.name = from;
  });
};

const renameType = (context: CatalogContext, name: string, to: string): void => {
  const parts = splitMultipartName(name);
  const last = parts[parts.length - 1] ?? '';
  const { database, tx } = context;
  const type = database.type(parts[parts.length - 2] ?? context.defaultSchema, last);
  if (!type) throw noItem(context, name, 'USERDATATYPE');
  if (database.type(type.schema, to)) throw sqlError(15335, to, 'USERDATATYPE');
  // Columns and parameters know their alias type by name.
  const isMeant = (alias: { readonly schema: string; readonly name: string } | undefined): boolean =>
    alias?.name.toLowerCase() === type.name.toLowerCase() && alias.schema.toLowerCase() === type.schema.toLowerCase();
  for (const table of [...database.tables()]) {
    if (!table.columns.some((c) => isMeant(c.aliasType))) continue;
    database.replace(tx, {
      ...table,
      columns: table.columns.map((c) => (isMeant(c.aliasType) ? { ...c, aliasType: { schema: type.schema, name: to } } : c)),
    });
  }
  database.replace(tx, { ...type, name: to });
};

const renameObject = (context: CatalogContext, name: string, to: string, kind: string | undefined): void => {
  const { database, tx } = context;
  const found = namedObject(context, name);
  if (!found || found.id < 0) throw noItem(context, name, kind);
  if (found.name.toLowerCase() !== to.toLowerCase() && database.isNameTaken(found.schema, to)) throw sqlError(15335, to, 'object');
  if (found.constraint) {
    renameConstraint(context, found.constraint, to);
    return;
  }
  if (!found.object) throw noItem(context, name, kind);
  if (schemaBoundUsers(database, found.object).length > 0) throw sqlError(15336, name);
  database.replace(tx, copyDefinition(found.object, { name: to, modified: nowTicks() }));
};

const renameConstraint = (context: CatalogContext, constraint: FoundConstraint, to: string): void => {
  const { table, id } = constraint;
  if (constraint.kind === 'primaryKey' || constraint.kind === 'unique') renameIndexData(context, table, constraint.name, to);
  const renamed = <T extends { readonly id: number; readonly name: string }>(c: T): T =>
    c.id === id ? copyDefinition(c, { name: to, isSystemNamed: false } as unknown as Partial<T>) : c;
  replaceTable(context, table, {
    checks: table.checks.map(renamed),
    foreignKeys: table.foreignKeys.map(renamed),
    columns: table.columns.map((c) => (c.default?.id === id ? { ...c, default: renamed(c.default) } : c)),
    indexes: table.indexes.map((i) =>
      i.constraint?.id === id ? { ...i, name: to, constraint: { ...i.constraint, isSystemNamed: false } } : i,
    ),
  });
};
