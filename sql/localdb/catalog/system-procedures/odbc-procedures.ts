// The catalogue procedures that ODBC, JDBC and Python clients call about tables: sp_tables, sp_columns, sp_pkeys, sp_fkeys,
// sp_statistics, sp_special_columns.

import type { SqlType, Value } from '../../types/sql-type.ts';
import { charType, intType, nvarcharType, smallintType, sysnameType, tinyintType, varcharType } from '../../types/sql-type.ts';
import { columnOfSlot } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { Column, TableDefinition, View, ViewColumn } from '../model.ts';
import { systemViews } from '../system-views/system-view.ts';
import { byText, pattern, usesPattern, version } from './odbc-parameters.ts';
import { odbcType } from './odbc-types.ts';
import type { SystemProcedure } from './system-procedure.ts';
import { columns, equals, matches, optionalName, text } from './system-procedure.ts';

/** Tables and views of the database that the names take. */
function* sources(
  context: CatalogContext,
  isTable: (name: string) => boolean,
  isOwner: (name: string) => boolean,
): Generator<TableDefinition | View> {
  for (const object of context.database.objects()) {
    if ((object.kind === 'table' || object.kind === 'view') && isTable(object.name) && isOwner(object.schema)) yield object;
  }
  for (const { definition } of context.temporaryTables()) if (isTable(definition.name) && isOwner(definition.schema)) yield definition;
}

const tables: SystemProcedure = {
  name: 'sp_tables',
  parameters: [
    pattern('@table_name'),
    pattern('@table_owner'),
    optionalName('@table_qualifier'),
    { name: '@table_type', type: varcharType(100), default: null },
    usesPattern,
  ],
  run(context, [name, owner, , type, isPattern]) {
    const isTable = isPattern === 0 ? equals(name) : matches(context, name);
    const isOwner = isPattern === 0 ? equals(owner) : matches(context, owner);
    const wanted = text(type)?.toUpperCase();
    const takes = (kind: string): boolean => wanted === undefined || wanted === '' || wanted.includes(`'${kind}'`) || wanted === kind;
    const rows: Value[][] = [];
    for (const source of sources(context, isTable, isOwner)) {
      const kind = source.kind === 'table' ? 'TABLE' : 'VIEW';
      if (takes(kind)) rows.push([context.database.name, source.schema, source.name, kind, null]);
    }
    for (const view of systemViews()) {
      if (takes('VIEW') && isTable(view.name) && isOwner(view.schema))
        rows.push([context.database.name, view.schema, view.name, 'VIEW', null]);
    }
    return {
      sets: [
        {
          columns: columns(
            ['TABLE_QUALIFIER', sysnameType],
            ['TABLE_OWNER', sysnameType],
            ['TABLE_NAME', sysnameType],
            ['TABLE_TYPE', varcharType(32)],
            ['REMARKS', varcharType(254)],
          ),
          rows: rows.sort(byText(3, 1, 2)),
        },
      ],
    };
  },
};

const COLUMN_COLUMNS: readonly (readonly [string, SqlType])[] = [
  ['TABLE_QUALIFIER', sysnameType],
  ['TABLE_OWNER', sysnameType],
  ['TABLE_NAME', sysnameType],
  ['COLUMN_NAME', sysnameType],
  ['DATA_TYPE', smallintType],
  ['TYPE_NAME', sysnameType],
  ['PRECISION', intType],
  ['LENGTH', intType],
  ['SCALE', smallintType],
  ['RADIX', smallintType],
  ['NULLABLE', smallintType],
  ['REMARKS', varcharType(254)],
  ['COLUMN_DEF', nvarcharType(4000)],
  ['SQL_DATA_TYPE', smallintType],
  ['SQL_DATETIME_SUB', smallintType],
  ['CHAR_OCTET_LENGTH', intType],
  ['ORDINAL_POSITION', intType],
  ['IS_NULLABLE', varcharType(254)],
];
const MODERN_COLUMNS: readonly (readonly [string, SqlType])[] = [
  ['SS_IS_SPARSE', smallintType],
  ['SS_IS_COLUMN_SET', smallintType],
  ['SS_IS_COMPUTED', smallintType],
  ['SS_IS_IDENTITY', smallintType],
  ['SS_UDT_CATALOG_NAME', sysnameType],
  ['SS_UDT_SCHEMA_NAME', sysnameType],
  ['SS_UDT_ASSEMBLY_TYPE_NAME', nvarcharType(4000)],
  ['SS_XML_SCHEMACOLLECTION_CATALOG_NAME', sysnameType],
  ['SS_XML_SCHEMACOLLECTION_SCHEMA_NAME', sysnameType],
  ['SS_XML_SCHEMACOLLECTION_NAME', sysnameType],
];

const columnsProcedure = (name: string, isModern: boolean): SystemProcedure => ({
  name,
  parameters: [
    pattern('@table_name'),
    pattern('@table_owner'),
    optionalName('@table_qualifier'),
    pattern('@column_name'),
    isModern ? { name: '@NameScope', type: intType, default: 0 } : version,
    ...(isModern ? [version, usesPattern] : []),
  ],
  run(context, args) {
    const [tableName, owner, , columnName] = args;
    const odbc = Number((isModern ? args[5] : args[4]) ?? 2);
    const isExact = isModern && args[6] === 0;
    const test = (p: Value | undefined): ((s: string) => boolean) => (isExact ? equals(p) : matches(context, p));
    const isColumn = test(columnName);
    const rows: Value[][] = [];
    for (const source of sources(context, test(tableName), test(owner))) {
      source.columns.forEach((column: Column | ViewColumn, i) => {
        if (!isColumn(column.name)) return;
        const full = 'slot' in column ? column : undefined;
        const t = odbcType(column.type, column.isNullable, odbc, full?.identity !== undefined);
        rows.push([
          context.database.name,
          source.schema,
          source.name,
          column.name,
          t.dataType,
          t.typeName,
          t.precision,
          t.length,
          t.scale,
          t.radix,
          column.isNullable ? 1 : 0,
          null,
          full?.default?.definition ?? null,
          t.sqlDataType,
          t.sqlDatetimeSub,
          t.octets,
          i + 1,
          column.isNullable ? 'YES' : 'NO',
          ...(isModern ? [0, 0, full?.computed ? 1 : 0, full?.identity ? 1 : 0, null, null, null, null, null, null] : []),
          t.ssDataType,
        ]);
      });
    }
    const all = columns(...COLUMN_COLUMNS, ...(isModern ? MODERN_COLUMNS : []), ['SS_DATA_TYPE', tinyintType]);
    return { sets: [{ columns: all, rows: rows.sort(byText(1, 2, 16)) }] };
  },
});

const tablesNamed = (context: CatalogContext, name: Value | undefined, owner: Value | undefined): TableDefinition[] =>
  [...sources(context, equals(name), equals(owner))].filter((s) => s.kind === 'table');

const slotName = (table: TableDefinition | undefined, slot: number): Value => (table && columnOfSlot(table, slot)?.name) ?? null;

const primaryKeys: SystemProcedure = {
  name: 'sp_pkeys',
  parameters: [pattern('@table_name'), pattern('@table_owner'), optionalName('@table_qualifier')],
  run(context, [name, owner]) {
    const rows: Value[][] = [];
    for (const table of tablesNamed(context, name, owner)) {
      const key = table.indexes.find((i) => i.constraint?.kind === 'primaryKey');
      if (!key) continue;
      for (const [i, k] of key.keys.entries())
        rows.push([context.database.name, table.schema, table.name, slotName(table, k.slot), i + 1, key.name]);
    }
    return {
      sets: [
        {
          columns: columns(
            ['TABLE_QUALIFIER', sysnameType],
            ['TABLE_OWNER', sysnameType],
            ['TABLE_NAME', sysnameType],
            ['COLUMN_NAME', sysnameType],
            ['KEY_SEQ', smallintType],
            ['PK_NAME', sysnameType],
          ),
          rows,
        },
      ],
    };
  },
};

const RULES = { cascade: 0, noAction: 1, setNull: 2, setDefault: 3 } as const;
const foreignKeys: SystemProcedure = {
  name: 'sp_fkeys',
  parameters: [
    pattern('@pktable_name'),
    pattern('@pktable_owner'),
    optionalName('@pktable_qualifier'),
    pattern('@fktable_name'),
    pattern('@fktable_owner'),
    optionalName('@fktable_qualifier'),
  ],
  run(context, [primary, primaryOwner, , foreign, foreignOwner]) {
    const rows: Value[][] = [];
    const isPrimary = equals(primary);
    const isPrimaryOwner = equals(primaryOwner);
    for (const table of tablesNamed(context, foreign, foreignOwner)) {
      for (const key of table.foreignKeys) {
        const other = context.database.byId(key.referencedTableId);
        if (other?.kind !== 'table' || !isPrimary(other.name) || !isPrimaryOwner(other.schema)) continue;
        const target = other.indexes.find(
          (i) =>
            i.isUnique && i.keys.length === key.referencedColumns.length && i.keys.every((k) => key.referencedColumns.includes(k.slot)),
        );
        key.columns.forEach((slot, i) => {
          const db = context.database.name;
          rows.push([
            db,
            other.schema,
            other.name,
            slotName(other, key.referencedColumns[i] ?? 0),
            db,
            table.schema,
            table.name,
            slotName(table, slot),
            i + 1,
            RULES[key.onUpdate],
            RULES[key.onDelete],
            key.name,
            target?.name ?? null,
            7,
          ]);
        });
      }
    }
    const order = text(foreign) === undefined ? byText(5, 6, 11, 8) : byText(1, 2, 11, 8);
    return {
      sets: [
        {
          columns: columns(
            ['PKTABLE_QUALIFIER', sysnameType],
            ['PKTABLE_OWNER', sysnameType],
            ['PKTABLE_NAME', sysnameType],
            ['PKCOLUMN_NAME', sysnameType],
            ['FKTABLE_QUALIFIER', sysnameType],
            ['FKTABLE_OWNER', sysnameType],
            ['FKTABLE_NAME', sysnameType],
            ['FKCOLUMN_NAME', sysnameType],
            ['KEY_SEQ', smallintType],
            ['UPDATE_RULE', smallintType],
            ['DELETE_RULE', smallintType],
            ['FK_NAME', sysnameType],
            ['PK_NAME', sysnameType],
            ['DEFERRABILITY', smallintType],
          ),
          rows: rows.sort(order),
        },
      ],
    };
  },
};

const statistics = (name: string): SystemProcedure => ({
  name,
  parameters: [
    pattern('@table_name'),
    pattern('@table_owner'),
    optionalName('@table_qualifier'),
    { name: '@index_name', type: sysnameType, default: '%' },
    { name: '@is_unique', type: charType(1), default: 'N' },
    { name: '@accuracy', type: charType(1), default: 'Q' },
  ],
  run(context, [tableName, owner, , indexName, isUnique]) {
    const db = context.database.name;
    const isIndex = matches(context, indexName);
    const rows: Value[][] = [];
    for (const table of tablesNamed(context, tableName, owner)) {
      const count = context.database.table(table.id)?.data.rowCount ?? 0;
      rows.push([db, table.schema, table.name, null, null, null, 0, null, null, null, count, 1, null]);
      for (const index of table.indexes) {
        if (!isIndex(index.name) || (String(isUnique).toUpperCase() === 'Y' && !index.isUnique)) continue;
        for (const [i, k] of index.keys.entries()) {
          rows.push([
            db,
            table.schema,
            table.name,
            index.isUnique ? 0 : 1,
            table.name,
            index.name,
            index.isClustered ? 1 : 3,
            i + 1,
            slotName(table, k.slot),
            k.descending ? 'D' : 'A',
            count,
            1,
            index.filter?.definition ?? null,
          ]);
        }
      }
    }
    return {
      sets: [
        {
          columns: columns(
            ['TABLE_QUALIFIER', sysnameType],
            ['TABLE_OWNER', sysnameType],
            ['TABLE_NAME', sysnameType],
            ['NON_UNIQUE', smallintType],
            ['INDEX_QUALIFIER', sysnameType],
            ['INDEX_NAME', sysnameType],
            ['TYPE', smallintType],
            ['SEQ_IN_INDEX', smallintType],
            ['COLUMN_NAME', sysnameType],
            ['COLLATION', charType(1)],
            ['CARDINALITY', intType],
            ['PAGES', intType],
            ['FILTER_CONDITION', varcharType(128)],
          ),
          rows: rows.sort(byText(3, 6, 5, 7)),
        },
      ],
    };
  },
});

const specialColumns = (name: string): SystemProcedure => ({
  name,
  parameters: [
    pattern('@table_name'),
    pattern('@table_owner'),
    optionalName('@qualifier'),
    { name: '@col_type', type: charType(1), default: 'R' },
    { name: '@scope', type: charType(1), default: 'T' },
    { name: '@nullable', type: charType(1), default: 'U' },
    version,
  ],
  run(context, [tableName, owner, , type, , , odbc]) {
    const isVersion = String(type).toUpperCase() === 'V';
    const rows: Value[][] = [];
    for (const table of tablesNamed(context, tableName, owner)) {
      const key = table.indexes.find((i) => i.constraint?.kind === 'primaryKey') ?? table.indexes.find((i) => i.isUnique && !i.filter);
      const chosen = isVersion
        ? table.columns.filter((c) => c.type.name === 'timestamp')
        : (key?.keys ?? []).flatMap((k) => table.columns.filter((c) => c.id === k.columnId));
      for (const c of chosen) {
        const t = odbcType(c.type, c.isNullable, Number(odbc ?? 2), c.identity !== undefined);
        rows.push([isVersion ? null : 1, c.name, t.dataType, t.typeName, t.precision, t.length, t.scale, 1]);
      }
    }
    return {
      sets: [
        {
          columns: columns(
            ['SCOPE', smallintType],
            ['COLUMN_NAME', sysnameType],
            ['DATA_TYPE', smallintType],
            ['TYPE_NAME', sysnameType],
            ['PRECISION', intType],
            ['LENGTH', intType],
            ['SCALE', smallintType],
            ['PSEUDO_COLUMN', smallintType],
          ),
          rows,
        },
      ],
    };
  },
});

export const odbcProcedures: readonly SystemProcedure[] = [
  tables,
  columnsProcedure('sp_columns', false),
  columnsProcedure('sp_columns_100', true),
  columnsProcedure('sp_columns_90', true),
  primaryKeys,
  foreignKeys,
  statistics('sp_statistics'),
  statistics('sp_statistics_100'),
  specialColumns('sp_special_columns'),
  specialColumns('sp_special_columns_100'),
];
