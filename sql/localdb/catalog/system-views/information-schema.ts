// INFORMATION_SCHEMA: the standard's views of schemas, tables, columns and constraints.

import type { SqlType, Value } from '../../types/sql-type.ts';
import { intType, nvarcharType, smallintType, sysnameType, tinyintType, varcharType } from '../../types/sql-type.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import { columnOfSlot } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { constraintsOf } from '../database.ts';
import { isModule, mentionedObject, mentionsOf } from '../dependencies.ts';
import type { Column, ForeignKey, TableDefinition, View, ViewColumn } from '../model.ts';
import { tablesOf } from './catalog-objects.ts';
import type { ColumnSpec, SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

import { shapeOf } from './standard-type.ts';

const name = sysnameType;
const word = (length: number): SqlType => nvarcharType(length);

const tablesAndViews = function* (context: CatalogContext): Generator<TableDefinition | View> {
  yield* tablesOf(context);
  for (const object of context.database.objects()) if (object.kind === 'view') yield object;
};

const COLUMN_COLUMNS: readonly ColumnSpec[] = [
  ['TABLE_CATALOG?', word(128)],
  ['TABLE_SCHEMA?', word(128)],
  ['TABLE_NAME', name],
  ['COLUMN_NAME?', name],
  ['ORDINAL_POSITION?', intType],
  ['COLUMN_DEFAULT?', word(4000)],
  ['IS_NULLABLE?', varcharType(3)],
  ['DATA_TYPE?', word(128)],
  ['CHARACTER_MAXIMUM_LENGTH?', intType],
  ['CHARACTER_OCTET_LENGTH?', intType],
  ['NUMERIC_PRECISION?', tinyintType],
  ['NUMERIC_PRECISION_RADIX?', smallintType],
  ['NUMERIC_SCALE?', intType],
  ['DATETIME_PRECISION?', smallintType],
  ['CHARACTER_SET_CATALOG?', name],
  ['CHARACTER_SET_SCHEMA?', name],
  ['CHARACTER_SET_NAME?', name],
  ['COLLATION_CATALOG?', name],
  ['COLLATION_SCHEMA?', name],
  ['COLLATION_NAME?', name],
  ['DOMAIN_CATALOG?', name],
  ['DOMAIN_SCHEMA?', name],
  ['DOMAIN_NAME?', name],
];

const columnRow = (context: CatalogContext, table: TableDefinition | View, column: Column | ViewColumn): Value[] => {
  const { database } = context;
  const shape = shapeOf(column.type, column.collation ?? database.collation);
  const full = 'slot' in column ? column : undefined;
  const alias = full?.aliasType;
  return [
    database.name,
    table.schema,
    table.name,
    column.name,
    column.id,
    full?.default?.definition ?? null,
    column.isNullable ? 'YES' : 'NO',
    typeFacts(column.type).name,
    shape.characters,
    shape.octets,
    shape.precision,
    shape.radix,
    shape.scale,
    shape.fraction,
    null,
    null,
    shape.characterSet,
    null,
    null,
    shape.collation,
    alias ? database.name : null,
    alias?.schema ?? null,
    alias?.name ?? null,
  ];
};

const CONSTRAINT_TYPES = { primaryKey: 'PRIMARY KEY', unique: 'UNIQUE', foreignKey: 'FOREIGN KEY', check: 'CHECK' } as const;
const RULES = { noAction: 'NO ACTION', cascade: 'CASCADE', setNull: 'SET NULL', setDefault: 'SET DEFAULT' } as const;
const constraintColumns: readonly ColumnSpec[] = [
  ['CONSTRAINT_CATALOG?', word(128)],
  ['CONSTRAINT_SCHEMA?', word(128)],
  ['CONSTRAINT_NAME', name],
];
const tableColumns: readonly ColumnSpec[] = [
  ['TABLE_CATALOG?', word(128)],
  ['TABLE_SCHEMA?', word(128)],
  ['TABLE_NAME?', name],
];

const slotName = (table: TableDefinition, slot: number): string | null => columnOfSlot(table, slot)?.name ?? null;

/** The key that a foreign key references. */
const referencedKey = (
  context: CatalogContext,
  key: ForeignKey,
): { readonly table: TableDefinition; readonly name: string } | undefined => {
  const table = context.database.byId(key.referencedTableId);
  if (table?.kind !== 'table') return undefined;
  const index = table.indexes.find(
    (i) => i.isUnique && i.keys.length === key.referencedColumns.length && i.keys.every((k) => key.referencedColumns.includes(k.slot)),
  );
  return index && { table, name: index.name };
};

export const informationSchemaViews: readonly SystemView[] = [
  systemView(
    'INFORMATION_SCHEMA',
    'SCHEMATA',
    [
      ['CATALOG_NAME?', word(128)],
      ['SCHEMA_NAME', word(128)],
      ['SCHEMA_OWNER?', word(128)],
      ['DEFAULT_CHARACTER_SET_CATALOG?', varcharType(6)],
      ['DEFAULT_CHARACTER_SET_SCHEMA?', varcharType(3)],
      ['DEFAULT_CHARACTER_SET_NAME?', name],
    ],
    function* ({ database }) {
      for (const schema of database.schemas()) yield [database.name, schema.name, schema.owner, null, null, 'iso_1'];
    },
  ),
  systemView(
    'INFORMATION_SCHEMA',
    'TABLES',
    [
      ['TABLE_CATALOG?', word(128)],
      ['TABLE_SCHEMA?', name],
      ['TABLE_NAME', name],
      ['TABLE_TYPE?', varcharType(10)],
    ],
    function* (context) {
      for (const table of tablesAndViews(context))
        yield [context.database.name, table.schema, table.name, table.kind === 'table' ? 'BASE TABLE' : 'VIEW'];
    },
  ),
  systemView('INFORMATION_SCHEMA', 'COLUMNS', COLUMN_COLUMNS, function* (context) {
    for (const table of tablesAndViews(context)) for (const column of table.columns) yield columnRow(context, table, column);
  }),
  systemView(
    'INFORMATION_SCHEMA',
    'VIEWS',
    [...tableColumns, ['VIEW_DEFINITION?', word(4000)], ['CHECK_OPTION?', varcharType(7)], ['IS_UPDATABLE', varcharType(2)]],
    function* ({ database }) {
      for (const view of database.objects()) {
        if (view.kind === 'view')
          yield [
            database.name,
            view.schema,
            view.name,
            view.text.length > 4000 ? null : view.text,
            view.statement.withCheckOption ? 'CASCADE' : 'NONE',
            'NO',
          ];
      }
    },
  ),
  systemView(
    'INFORMATION_SCHEMA',
    'TABLE_CONSTRAINTS',
    [
      ...constraintColumns,
      ...tableColumns,
      ['CONSTRAINT_TYPE?', varcharType(11)],
      ['IS_DEFERRABLE', varcharType(2)],
      ['INITIALLY_DEFERRED', varcharType(2)],
    ],
    function* (context) {
      const db = context.database.name;
      for (const table of tablesOf(context)) {
        for (const c of constraintsOf(table))
          if (c.kind !== 'default') yield [db, table.schema, c.name, db, table.schema, table.name, CONSTRAINT_TYPES[c.kind], 'NO', 'NO'];
      }
    },
  ),
  systemView(
    'INFORMATION_SCHEMA',
    'KEY_COLUMN_USAGE',
    [...constraintColumns, ...tableColumns, ['COLUMN_NAME?', word(128)], ['ORDINAL_POSITION', intType]],
    function* (context) {
      const db = context.database.name;
      for (const table of tablesOf(context)) {
        for (const c of constraintsOf(table)) {
          const slots =
            c.kind === 'foreignKey'
              ? c.foreignKey.columns
              : c.kind === 'primaryKey' || c.kind === 'unique'
                ? c.index.keys.map((k) => k.slot)
                : [];
          for (const [i, slot] of slots.entries())
            yield [db, table.schema, c.name, db, table.schema, table.name, slotName(table, slot), i + 1];
        }
      }
    },
  ),
  systemView(
    'INFORMATION_SCHEMA',
    'CONSTRAINT_COLUMN_USAGE',
    [...tableColumns, ['COLUMN_NAME?', word(128)], ...constraintColumns],
    function* (context) {
      const db = context.database.name;
      for (const table of tablesOf(context)) {
        for (const c of constraintsOf(table)) {
          const slots =
            c.kind === 'foreignKey'
              ? c.foreignKey.columns
              : c.kind === 'primaryKey' || c.kind === 'unique'
                ? c.index.keys.map((k) => k.slot)
                : c.kind === 'check'
                  ? table.columns
                      .filter((column) => c.check.definition.toLowerCase().includes(`[${column.name.toLowerCase()}]`))
                      .map((column) => column.slot)
                  : [];
          for (const slot of slots) yield [db, table.schema, table.name, slotName(table, slot), db, table.schema, c.name];
        }
      }
    },
  ),
  systemView('INFORMATION_SCHEMA', 'CONSTRAINT_TABLE_USAGE', [...tableColumns, ...constraintColumns], function* (context) {
    const db = context.database.name;
    for (const table of tablesOf(context)) {
      for (const c of constraintsOf(table)) if (c.kind !== 'default') yield [db, table.schema, table.name, db, table.schema, c.name];
    }
  }),
  systemView(
    'INFORMATION_SCHEMA',
    'REFERENTIAL_CONSTRAINTS',
    [
      ...constraintColumns,
      ['UNIQUE_CONSTRAINT_CATALOG?', word(128)],
      ['UNIQUE_CONSTRAINT_SCHEMA?', word(128)],
      ['UNIQUE_CONSTRAINT_NAME?', name],
      ['MATCH_OPTION?', varcharType(7)],
      ['UPDATE_RULE?', varcharType(11)],
      ['DELETE_RULE?', varcharType(11)],
    ],
    function* (context) {
      const db = context.database.name;
      for (const table of tablesOf(context)) {
        for (const key of table.foreignKeys) {
          const target = referencedKey(context, key);
          yield [
            db,
            table.schema,
            key.name,
            db,
            target?.table.schema ?? null,
            target?.name ?? null,
            'SIMPLE',
            RULES[key.onUpdate],
            RULES[key.onDelete],
          ];
        }
      }
    },
  ),
  systemView('INFORMATION_SCHEMA', 'CHECK_CONSTRAINTS', [...constraintColumns, ['CHECK_CLAUSE?', word(4000)]], function* (context) {
    for (const table of tablesOf(context))
      for (const check of table.checks) yield [context.database.name, table.schema, check.name, check.definition];
  }),
  systemView(
    'INFORMATION_SCHEMA',
    'VIEW_TABLE_USAGE',
    [['VIEW_CATALOG?', word(128)], ['VIEW_SCHEMA?', word(128)], ['VIEW_NAME', name], ...tableColumns],
    function* ({ database }) {
      for (const view of database.objects()) {
        if (view.kind !== 'view' || !isModule(view)) continue;
        for (const mention of mentionsOf(view)) {
          const table = mentionedObject(database, view, mention);
          if (table?.kind === 'table' || table?.kind === 'view')
            yield [database.name, view.schema, view.name, database.name, table.schema, table.name];
        }
      }
    },
  ),
];
