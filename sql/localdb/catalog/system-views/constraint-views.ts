// Keys, foreign keys, checks, defaults and indexes, with the statistics and partitions that SQL Server derives from them.

import type { Value } from '../../types/sql-type.ts';
import { bigintType, bitType, datetimeType, intType, nvarcharType, sysnameType, tinyintType } from '../../types/sql-type.ts';
import { columnOfSlot } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { FoundConstraint } from '../database.ts';
import type { IndexDefinition, TableDefinition } from '../model.ts';
import type { CatalogObject } from './catalog-objects.ts';
import { catalogObjects, tablesOf } from './catalog-objects.ts';
import { OBJECT_COLUMNS, objectRow } from './object-views.ts';
import type { ColumnSpec, SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

const desc = nvarcharType(60);
const definition = nvarcharType(-1);
const bit = (value: boolean): number => (value ? 1 : 0);

function* constraintRows<K extends FoundConstraint['kind']>(
  context: CatalogContext,
  kinds: readonly K[],
  more: (c: Extract<FoundConstraint, { kind: K }>) => Value[],
): Generator<Value[]> {
  for (const o of catalogObjects(context)) {
    const { constraint } = o;
    if (constraint && (kinds as readonly string[]).includes(constraint.kind))
      yield [...objectRow(context, o as CatalogObject), ...more(constraint as Extract<FoundConstraint, { kind: K }>)];
  }
}

const ACTIONS = { noAction: [0, 'NO_ACTION'], cascade: [1, 'CASCADE'], setNull: [2, 'SET_NULL'], setDefault: [3, 'SET_DEFAULT'] } as const;

/** index_id of the key that a foreign key references. */
const keyIndexId = (referenced: TableDefinition | undefined, slots: readonly number[]): number | null =>
  referenced?.indexes.find((i) => i.isUnique && !i.filter && i.keys.length === slots.length && i.keys.every((k) => slots.includes(k.slot)))
    ?.id ?? null;

const tableIn = (context: CatalogContext, id: number): TableDefinition | undefined => {
  const entry = context.database.byId(id);
  return entry?.kind === 'table' ? entry : undefined;
};
const columnId = (table: TableDefinition | undefined, slot: number): number => (table && columnOfSlot(table, slot)?.id) ?? 0;

const foreignKeyColumns = systemView(
  'sys',
  'foreign_key_columns',
  [
    ['constraint_object_id', intType],
    ['constraint_column_id', intType],
    ['parent_object_id', intType],
    ['parent_column_id', intType],
    ['referenced_object_id', intType],
    ['referenced_column_id', intType],
  ],
  function* (context) {
    for (const table of tablesOf(context)) {
      for (const key of table.foreignKeys) {
        const referenced = tableIn(context, key.referencedTableId);
        for (const [i, slot] of key.columns.entries()) {
          yield [
            key.id,
            i + 1,
            table.id,
            columnId(table, slot),
            key.referencedTableId,
            columnId(referenced, key.referencedColumns[i] ?? 0),
          ];
        }
      }
    }
  },
);

// -- indexes

/** A table's indexes, the heap (index_id 0, no name) first where there is no clustered one. */
export const indexesWithHeap = (table: TableDefinition): readonly (IndexDefinition | undefined)[] =>
  table.indexes.some((i) => i.isClustered) ? table.indexes : [undefined, ...table.indexes];

/** Tables that have indexes: those of the database, of its table types, and in tempdb the temporary ones. */
function* indexHolders(context: CatalogContext): Generator<TableDefinition> {
  yield* tablesOf(context);
  for (const type of context.database.types()) if (type.table) yield { ...type.table, id: type.id };
}

const INDEX_COLUMNS: readonly ColumnSpec[] = [
  ['object_id', intType],
  ['name?', sysnameType],
  ['index_id', intType],
  ['type', tinyintType],
  ['type_desc?', desc],
  ['is_unique?', bitType],
  ['data_space_id?', intType],
  ['ignore_dup_key?', bitType],
  ['is_primary_key?', bitType],
  ['is_unique_constraint?', bitType],
  ['fill_factor', tinyintType],
  ['is_padded?', bitType],
  ['is_disabled?', bitType],
  ['is_hypothetical?', bitType],
  ['is_ignored_in_optimization?', bitType],
  ['allow_row_locks?', bitType],
  ['allow_page_locks?', bitType],
  ['has_filter?', bitType],
  ['filter_definition?', definition],
  ['compression_delay?', intType],
  ['suppress_dup_key_messages?', bitType],
  ['auto_created?', bitType],
  ['optimize_for_sequential_key?', bitType],
];

const indexRow = (table: TableDefinition, index: IndexDefinition | undefined): Value[] =>
  index
    ? [
        table.id,
        index.name,
        index.id,
        index.isClustered ? 1 : 2,
        index.isClustered ? 'CLUSTERED' : 'NONCLUSTERED',
        bit(index.isUnique),
        1,
        bit(index.ignoreDuplicateKey),
        bit(index.constraint?.kind === 'primaryKey'),
        bit(index.constraint?.kind === 'unique'),
        0,
        0,
        bit(index.isDisabled),
        0,
        0,
        1,
        1,
        bit(index.filter !== undefined),
        index.filter?.definition ?? null,
        null,
        0,
        0,
        0,
      ]
    : [table.id, null, 0, 0, 'HEAP', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, null, null, 0, 0, 0];

const indexColumns = systemView(
  'sys',
  'index_columns',
  [
    ['object_id', intType],
    ['index_id', intType],
    ['index_column_id', intType],
    ['column_id', intType],
    ['key_ordinal', tinyintType],
    ['partition_ordinal', tinyintType],
    ['is_descending_key?', bitType],
    ['is_included_column?', bitType],
    ['column_store_order_ordinal', tinyintType],
  ],
  function* (context) {
    for (const table of indexHolders(context)) {
      for (const index of table.indexes) {
        let n = 0;
        for (const key of index.keys) {
          n++;
          yield [table.id, index.id, n, key.columnId, n, 0, bit(key.descending), 0, 0];
        }
        for (const slot of index.include) yield [table.id, index.id, ++n, columnId(table, slot), 0, 0, 0, 1, 0];
      }
    }
  },
);

const stats = systemView(
  'sys',
  'stats',
  [
    ['object_id', intType],
    ['name?', sysnameType],
    ['stats_id', intType],
    ['auto_created?', bitType],
    ['user_created?', bitType],
    ['no_recompute?', bitType],
    ['has_filter?', bitType],
    ['filter_definition?', definition],
    ['is_temporary?', bitType],
    ['is_incremental?', bitType],
    ['has_persisted_sample?', bitType],
    ['stats_generation_method', intType],
    ['stats_generation_method_desc', nvarcharType(80)],
    ['auto_drop?', bitType],
  ],
  function* (context) {
    for (const table of tablesOf(context)) {
      for (const index of table.indexes) {
        yield [
          table.id,
          index.name,
          index.id,
          0,
          0,
          0,
          bit(index.filter !== undefined),
          index.filter?.definition ?? null,
          0,
          0,
          0,
          0,
          'Sort based statistics',
          0,
        ];
      }
    }
  },
);

const statsColumns = systemView(
  'sys',
  'stats_columns',
  [
    ['object_id', intType],
    ['stats_id', intType],
    ['stats_column_id', intType],
    ['column_id?', intType],
  ],
  function* (context) {
    for (const table of tablesOf(context)) {
      for (const index of table.indexes) for (const [i, key] of index.keys.entries()) yield [table.id, index.id, i + 1, key.columnId];
    }
  },
);

// -- space

const rowCount = (context: CatalogContext, table: TableDefinition): number => {
  const found = context.database.table(table.id) ?? [...context.temporaryTables()].find((t) => t.definition.id === table.id);
  return found?.data.rowCount ?? 0;
};

/** SQL Server gives each partition a number of its own; one a table and index is enough here. */
const partitionId = (table: TableDefinition, index: IndexDefinition | undefined): number =>
  72_057_594_000_000 + Math.abs(table.id) * 256 + (index?.id ?? 0);
/** Pages that rows of this shape would take; rows live in memory, so this is only an order of size. */
const pages = (table: TableDefinition, rows: number): number =>
  rows === 0 ? 0 : Math.ceil((rows * Math.max(16, table.columns.length * 12)) / 8060) + 1;

const partitions = systemView(
  'sys',
  'partitions',
  [
    ['partition_id', bigintType],
    ['object_id', intType],
    ['index_id', intType],
    ['partition_number', intType],
    ['hobt_id', bigintType],
    ['rows?', bigintType],
    ['filestream_filegroup_id', intType],
    ['data_compression', tinyintType],
    ['data_compression_desc?', desc],
    ['xml_compression?', bitType],
    ['xml_compression_desc?', nvarcharType(3)],
  ],
  function* (context) {
    for (const table of tablesOf(context)) {
      const rows = rowCount(context, table);
      for (const index of indexesWithHeap(table)) {
        const id = partitionId(table, index);
        yield [id, table.id, index?.id ?? 0, 1, id, rows, 0, 0, 'NONE', 0, 'OFF'];
      }
    }
  },
);

const partitionStats = systemView(
  'sys',
  'dm_db_partition_stats',
  [
    ['partition_id?', bigintType],
    ['object_id', intType],
    ['index_id', intType],
    ['partition_number', intType],
    ['in_row_data_page_count?', bigintType],
    ['in_row_used_page_count?', bigintType],
    ['in_row_reserved_page_count?', bigintType],
    ['lob_used_page_count?', bigintType],
    ['lob_reserved_page_count?', bigintType],
    ['row_overflow_used_page_count?', bigintType],
    ['row_overflow_reserved_page_count?', bigintType],
    ['used_page_count?', bigintType],
    ['reserved_page_count?', bigintType],
    ['row_count?', bigintType],
  ],
  function* (context) {
    for (const table of tablesOf(context)) {
      const rows = rowCount(context, table);
      const used = pages(table, rows);
      for (const index of indexesWithHeap(table))
        yield [partitionId(table, index), table.id, index?.id ?? 0, 1, used, used, used, 0, 0, 0, 0, used, used, rows];
    }
  },
);

const allocationUnits = systemView(
  'sys',
  'allocation_units',
  [
    ['allocation_unit_id', bigintType],
    ['type', tinyintType],
    ['type_desc?', desc],
    ['container_id', bigintType],
    ['data_space_id?', intType],
    ['total_pages', bigintType],
    ['used_pages', bigintType],
    ['data_pages', bigintType],
  ],
  function* (context) {
    for (const table of tablesOf(context)) {
      const used = pages(table, rowCount(context, table));
      for (const index of indexesWithHeap(table)) {
        const id = partitionId(table, index);
        yield [id, 1, 'IN_ROW_DATA', id, 1, used, used, used];
      }
    }
  },
);

export const constraintViews: readonly SystemView[] = [
  systemView(
    'sys',
    'key_constraints',
    [...OBJECT_COLUMNS, ['unique_index_id?', intType], ['is_system_named', bitType], ['is_enforced?', bitType]],
    (context) =>
      constraintRows(context, ['primaryKey', 'unique'], ({ index }) => [index.id, bit(index.constraint?.isSystemNamed ?? false), 1]),
  ),
  systemView(
    'sys',
    'check_constraints',
    [
      ...OBJECT_COLUMNS,
      ['is_disabled', bitType],
      ['is_not_for_replication', bitType],
      ['is_not_trusted', bitType],
      ['parent_column_id', intType],
      ['definition?', definition],
      ['uses_database_collation?', bitType],
      ['is_system_named', bitType],
    ],
    (context) =>
      constraintRows(context, ['check'], ({ check }) => [
        bit(check.isDisabled),
        0,
        bit(check.isNotTrusted),
        check.columnId,
        check.definition,
        1,
        bit(check.isSystemNamed),
      ]),
  ),
  systemView(
    'sys',
    'default_constraints',
    [...OBJECT_COLUMNS, ['parent_column_id', intType], ['definition?', definition], ['is_system_named', bitType]],
    (context) => constraintRows(context, ['default'], (c) => [c.columnId, c.default.definition, bit(c.default.isSystemNamed)]),
  ),
  systemView(
    'sys',
    'foreign_keys',
    [
      ...OBJECT_COLUMNS,
      ['referenced_object_id?', intType],
      ['key_index_id?', intType],
      ['is_disabled', bitType],
      ['is_not_for_replication', bitType],
      ['is_not_trusted', bitType],
      ['delete_referential_action?', tinyintType],
      ['delete_referential_action_desc?', desc],
      ['update_referential_action?', tinyintType],
      ['update_referential_action_desc?', desc],
      ['is_system_named', bitType],
    ],
    (context) =>
      constraintRows(context, ['foreignKey'], ({ foreignKey: k }) => [
        k.referencedTableId,
        keyIndexId(tableIn(context, k.referencedTableId), k.referencedColumns),
        bit(k.isDisabled),
        0,
        bit(k.isNotTrusted),
        ...ACTIONS[k.onDelete],
        ...ACTIONS[k.onUpdate],
        bit(k.isSystemNamed),
      ]),
  ),
  foreignKeyColumns,
  systemView('sys', 'indexes', INDEX_COLUMNS, function* (context) {
    for (const table of indexHolders(context)) for (const index of indexesWithHeap(table)) yield indexRow(table, index);
  }),
  indexColumns,
  stats,
  statsColumns,
  partitions,
  partitionStats,
  allocationUnits,
  systemView(
    'sys',
    'dm_db_index_usage_stats',
    [
      ['database_id', intType],
      ['object_id', intType],
      ['index_id', intType],
      ['user_seeks', bigintType],
      ['user_scans', bigintType],
      ['user_lookups', bigintType],
      ['user_updates', bigintType],
      ['last_user_seek?', datetimeType],
      ['last_user_scan?', datetimeType],
      ['last_user_lookup?', datetimeType],
      ['last_user_update?', datetimeType],
    ],
    () => [],
  ),
];
