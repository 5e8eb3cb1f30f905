// sys.objects and its narrower views: tables, views, procedures, triggers, sequences, synonyms, schemas, modules.

import type { SqlType, Value } from '../../types/sql-type.ts';
import {
  bitType,
  charType,
  datetimeType,
  intType,
  nvarcharType,
  sysnameType,
  tinyintType,
  variantType,
  VariantValue,
} from '../../types/sql-type.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { quoteName } from '../print-expression.ts';
import { isModule } from '../dependencies.ts';
import type { Sequence, SqlFunction, TableDefinition, Trigger, View } from '../model.ts';
import type { CatalogObject, ObjectType } from './catalog-objects.ts';
import { catalogObjects, catalogObjectsOfTypes, schemaId, TYPE_DESCRIPTIONS } from './catalog-objects.ts';
import type { ColumnSpec, SystemView } from './system-view.ts';
import { systemView, systemViews } from './system-view.ts';

const desc = nvarcharType(60);

/** The columns that all of these views begin with. */
export const OBJECT_COLUMNS: readonly ColumnSpec[] = [
  ['name', sysnameType],
  ['object_id', intType],
  ['principal_id?', intType],
  ['schema_id', intType],
  ['parent_object_id', intType],
  ['type?', charType(2)],
  ['type_desc?', desc],
  ['create_date', datetimeType],
  ['modify_date', datetimeType],
  ['is_ms_shipped', bitType],
  ['is_published', bitType],
  ['is_schema_published', bitType],
];

export const objectRow = (context: CatalogContext, o: CatalogObject): Value[] => [
  o.name,
  o.id,
  null,
  schemaId(context.database, o.schema),
  o.parentId,
  o.type.padEnd(2),
  TYPE_DESCRIPTIONS[o.type],
  o.created,
  o.modified,
  0,
  0,
  0,
];

function* rowsOfTypes(
  context: CatalogContext,
  types: readonly ObjectType[],
  more: (o: CatalogObject) => Value[] = () => [],
): Generator<Value[]> {
  for (const o of catalogObjectsOfTypes(context, types)) yield [...objectRow(context, o), ...more(o)];
}

const objectView = (
  name: string,
  types: readonly ObjectType[],
  columns: readonly ColumnSpec[] = [],
  more?: (o: CatalogObject, context: CatalogContext) => Value[],
): SystemView =>
  systemView('sys', name, [...OBJECT_COLUMNS, ...columns], (context) => rowsOfTypes(context, types, more && ((o) => more(o, context))));

/** Rows of sys.all_objects for the system views themselves. */
function* systemObjectRows(): Generator<Value[]> {
  for (const view of systemViews()) {
    yield [view.name, view.id, null, view.schema === 'sys' ? 4 : 3, 0, 'V ', 'VIEW', 0, 0, 1, 0, 0];
  }
}

const TABLE_COLUMNS: readonly ColumnSpec[] = [
  ['lob_data_space_id', intType],
  ['filestream_data_space_id?', intType],
  ['max_column_id_used', intType],
  ['lock_on_bulk_load', bitType],
  ['uses_ansi_nulls?', bitType],
  ['is_replicated?', bitType],
  ['has_replication_filter?', bitType],
  ['is_merge_published?', bitType],
  ['is_sync_tran_subscribed?', bitType],
  ['has_unchecked_assembly_data', bitType],
  ['text_in_row_limit?', intType],
  ['large_value_types_out_of_row?', bitType],
  ['is_tracked_by_cdc?', bitType],
  ['lock_escalation?', tinyintType],
  ['lock_escalation_desc?', desc],
  ['is_filetable?', bitType],
  ['is_memory_optimized?', bitType],
  ['durability?', tinyintType],
  ['durability_desc?', desc],
  ['temporal_type?', tinyintType],
  ['temporal_type_desc?', desc],
  ['history_table_id?', intType],
  ['is_remote_data_archive_enabled?', bitType],
  ['is_external', bitType],
  ['history_retention_period?', intType],
  ['history_retention_period_unit?', intType],
  ['history_retention_period_unit_desc?', nvarcharType(10)],
  ['is_node?', bitType],
  ['is_edge?', bitType],
  ['data_retention_period?', intType],
  ['data_retention_period_unit?', intType],
  ['data_retention_period_unit_desc?', nvarcharType(10)],
  ['ledger_type?', tinyintType],
  ['ledger_type_desc?', desc],
  ['ledger_view_id?', intType],
  ['is_dropped_ledger_table?', bitType],
];
const tableValues = (o: CatalogObject): Value[] => [
  0,
  null,
  ((o.object as TableDefinition | undefined)?.nextColumnId ?? 1) - 1,
  0,
  1,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  'TABLE',
  0,
  0,
  0,
  'SCHEMA_AND_DATA',
  0,
  'NON_TEMPORAL_TABLE',
  null,
  0,
  0,
  null,
  null,
  null,
  0,
  0,
  null,
  null,
  null,
  0,
  'NON_LEDGER_TABLE',
  null,
  0,
];

const VIEW_COLUMNS: readonly ColumnSpec[] = [
  ['is_replicated?', bitType],
  ['has_replication_filter?', bitType],
  ['has_opaque_metadata', bitType],
  ['has_unchecked_assembly_data', bitType],
  ['with_check_option', bitType],
  ['is_date_correlation_view', bitType],
  ['is_tracked_by_cdc?', bitType],
  ['has_snapshot?', bitType],
  ['ledger_view_type?', tinyintType],
  ['ledger_view_type_desc?', desc],
  ['is_dropped_ledger_view?', bitType],
];
const viewValues = (o: CatalogObject): Value[] => [
  0,
  0,
  0,
  0,
  /\bcheck\s+option\b/i.test((o.object as View).text) && (o.object as View).statement.withCheckOption ? 1 : 0,
  0,
  0,
  0,
  0,
  'NON_LEDGER_VIEW',
  0,
];

const procedureColumns: readonly ColumnSpec[] = [
  ['is_auto_executed', bitType],
  ['is_execution_replicated?', bitType],
  ['is_repl_serializable_only?', bitType],
  ['skips_repl_constraints?', bitType],
];

const variant = (type: SqlType, value: Value): Value => (value === null ? null : new VariantValue(type, value));
const sequenceColumns: readonly ColumnSpec[] = [
  ['start_value', variantType],
  ['increment', variantType],
  ['minimum_value', variantType],
  ['maximum_value', variantType],
  ['is_cycling?', bitType],
  ['is_cached?', bitType],
  ['cache_size?', intType],
  ['system_type_id', tinyintType],
  ['user_type_id', intType],
  ['precision', tinyintType],
  ['scale?', tinyintType],
  ['current_value', variantType],
  ['is_exhausted', bitType],
  ['last_used_value?', variantType],
];
const sequenceValues = (o: CatalogObject): Value[] => {
  const s = o.object as Sequence;
  const facts = typeFacts(s.type);
  const v = (value: Value): Value => variant(s.type, value);
  return [
    v(s.start),
    v(s.increment),
    v(s.minimum),
    v(s.maximum),
    s.isCycling ? 1 : 0,
    s.cacheSize === 0 ? 0 : 1,
    s.cacheSize || null,
    facts.systemTypeId,
    facts.userTypeId,
    facts.precision,
    facts.scale,
    v(s.state.current ?? s.start),
    s.state.isExhausted ? 1 : 0,
    v(s.state.current),
  ];
};

const triggerView = systemView(
  'sys',
  'triggers',
  [
    ['name', sysnameType],
    ['object_id', intType],
    ['parent_class', tinyintType],
    ['parent_class_desc?', desc],
    ['parent_id', intType],
    ['type', charType(2)],
    ['type_desc?', desc],
    ['create_date', datetimeType],
    ['modify_date', datetimeType],
    ['is_ms_shipped', bitType],
    ['is_disabled', bitType],
    ['is_not_for_replication', bitType],
    ['is_instead_of_trigger', bitType],
  ],
  function* (context) {
    for (const o of catalogObjects(context)) {
      if (o.type !== 'TR') continue;
      const trigger = o.object as Trigger;
      yield [
        o.name,
        o.id,
        1,
        'OBJECT_OR_COLUMN',
        trigger.parentId,
        'TR',
        'SQL_TRIGGER',
        o.created,
        o.modified,
        0,
        trigger.isDisabled ? 1 : 0,
        0,
        trigger.statement.timing === 'insteadOf' ? 1 : 0,
      ];
    }
  },
);

const EVENTS = { insert: [1, 'INSERT'], update: [2, 'UPDATE'], delete: [3, 'DELETE'] } as const;
const triggerEvents = systemView(
  'sys',
  'trigger_events',
  [
    ['object_id', intType],
    ['type', intType],
    ['type_desc', desc],
    ['is_first?', bitType],
    ['is_last?', bitType],
    ['event_group_type?', intType],
    ['event_group_type_desc?', desc],
    ['is_trigger_event?', bitType],
  ],
  function* (context) {
    for (const object of context.database.objects()) {
      if (object.kind !== 'trigger') continue;
      const { order } = object;
      for (const event of object.statement.events) {
        const [type, name] = EVENTS[event];
        yield [object.id, type, name, order?.first.includes(event) ? 1 : 0, order?.last.includes(event) ? 1 : 0, null, null, 1];
      }
    }
  },
);

const MODULE_COLUMNS: readonly ColumnSpec[] = [
  ['object_id', intType],
  ['definition?', nvarcharType(-1)],
  ['uses_ansi_nulls?', bitType],
  ['uses_quoted_identifier?', bitType],
  ['is_schema_bound?', bitType],
  ['uses_database_collation?', bitType],
  ['is_recompiled?', bitType],
  ['null_on_null_input?', bitType],
  ['execute_as_principal_id?', intType],
  ['uses_native_compilation?', bitType],
  ['inline_type?', bitType],
  ['is_inlineable?', bitType],
];
function* moduleRows(context: CatalogContext): Generator<Value[]> {
  for (const object of context.database.objects()) {
    if (!isModule(object)) continue;
    // Options are read from the text where the module is not parsed yet: most of them have none.
    const has = (option: string, word: RegExp): boolean =>
      word.test(object.text) && (object.statement.options ?? []).some((o) => o.startsWith(option));
    const isEncrypted = has('ENCRYPTION', /\bencryption\b/i);
    yield [
      object.id,
      isEncrypted ? null : object.text,
      object.usesAnsiNulls ? 1 : 0,
      object.usesQuotedIdentifier ? 1 : 0,
      has('SCHEMABINDING', /\bschemabinding\b/i) ? 1 : 0,
      0,
      has('RECOMPILE', /\brecompile\b/i) ? 1 : 0,
      has('RETURNS NULL', /\breturns\s+null\b/i) ? 1 : 0,
      null,
      0,
      0,
      object.kind === 'function' && (object as SqlFunction).returnType ? 1 : 0,
    ];
  }
}

const PROPERTY_CLASSES = {
  database: [0, 'DATABASE'],
  object: [1, 'OBJECT_OR_COLUMN'],
  parameter: [2, 'PARAMETER'],
  schema: [3, 'SCHEMA'],
  type: [6, 'TYPE'],
  index: [7, 'INDEX'],
} as const;

export const objectViews: readonly SystemView[] = [
  systemView('sys', 'objects', OBJECT_COLUMNS, function* (context) {
    for (const o of catalogObjects(context)) yield objectRow(context, o);
  }),
  systemView('sys', 'all_objects', OBJECT_COLUMNS, function* (context) {
    for (const o of catalogObjects(context)) yield objectRow(context, o);
    yield* systemObjectRows();
  }),
  systemView('sys', 'system_objects', OBJECT_COLUMNS, systemObjectRows),
  objectView('tables', ['U'], TABLE_COLUMNS, tableValues),
  objectView('views', ['V'], VIEW_COLUMNS, viewValues),
  systemView('sys', 'all_views', [...OBJECT_COLUMNS, ...VIEW_COLUMNS], function* (context) {
    yield* rowsOfTypes(context, ['V'], viewValues);
    for (const row of systemObjectRows()) yield [...row, 0, 0, 0, 0, 0, 0, 0, 0, 0, 'NON_LEDGER_VIEW', 0];
  }),
  objectView('procedures', ['P'], procedureColumns, () => [0, 0, 0, 0]),
  objectView('sequences', ['SO'], sequenceColumns, sequenceValues),
  objectView('synonyms', ['SN'], [['base_object_name?', nvarcharType(1035)]], (o) => [
    o.object?.kind === 'synonym' ? o.object.target.map(quoteName).join('.') : null,
  ]),
  triggerView,
  triggerEvents,
  systemView('sys', 'sql_modules', MODULE_COLUMNS, moduleRows),
  systemView('sys', 'all_sql_modules', MODULE_COLUMNS, moduleRows),
  systemView(
    'sys',
    'schemas',
    [
      ['name', sysnameType],
      ['schema_id', intType],
      ['principal_id?', intType],
    ],
    function* ({ database }) {
      for (const schema of database.schemas()) yield [schema.name, schema.id, database.principal(schema.owner)?.id ?? 1];
    },
  ),
  systemView(
    'sys',
    'extended_properties',
    [
      ['class', tinyintType],
      ['class_desc?', desc],
      ['major_id', intType],
      ['minor_id', intType],
      ['name', sysnameType],
      ['value?', variantType],
    ],
    function* ({ database }) {
      for (const p of database.properties()) {
        const [number, name] = PROPERTY_CLASSES[p.class];
        yield [
          number,
          name,
          p.majorId,
          p.minorId,
          p.name,
          p.value === null ? null : new VariantValue(nvarcharType(Math.max(1, p.value.length)), p.value),
        ];
      }
    },
  ),
];
