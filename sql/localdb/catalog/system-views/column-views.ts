// sys.columns and its kin, sys.types and sys.table_types, sys.parameters.

import type { SqlType, Value } from '../../types/sql-type.ts';
import {
  bitType,
  intType,
  nvarcharType,
  smallintType,
  sysnameType,
  tinyintType,
  variantType,
  VariantValue,
  isString,
} from '../../types/sql-type.ts';
import { TYPE_CATALOG, typeFacts } from '../../types/resolve-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { Database } from '../database.ts';
import type { Column, Parameter, ViewColumn } from '../model.ts';
import { schemaId, tablesOf } from './catalog-objects.ts';
import type { ColumnSpec, SystemView } from './system-view.ts';
import { systemView, systemViews } from './system-view.ts';

const desc = nvarcharType(60);
const definition = nvarcharType(-1);

/** system_type_id and user_type_id, with an alias type's own id. */
export const typeIds = (
  database: Database,
  type: SqlType,
  alias?: { readonly schema: string; readonly name: string },
): { readonly system: number; readonly user: number } => {
  const facts = typeFacts(type);
  if (!alias) return { system: facts.systemTypeId, user: facts.userTypeId };
  if (alias.name.toLowerCase() === 'sysname') return { system: facts.systemTypeId, user: 256 };
  return { system: facts.systemTypeId, user: database.type(alias.schema, alias.name)?.userTypeId ?? facts.userTypeId };
};

const COLUMN_COLUMNS: readonly ColumnSpec[] = [
  ['object_id', intType],
  ['name?', sysnameType],
  ['column_id', intType],
  ['system_type_id', tinyintType],
  ['user_type_id', intType],
  ['max_length', smallintType],
  ['precision', tinyintType],
  ['scale', tinyintType],
  ['collation_name?', sysnameType],
  ['is_nullable?', bitType],
  ['is_ansi_padded', bitType],
  ['is_rowguidcol', bitType],
  ['is_identity', bitType],
  ['is_computed', bitType],
  ['is_filestream', bitType],
  ['is_replicated?', bitType],
  ['is_non_sql_subscribed?', bitType],
  ['is_merge_published?', bitType],
  ['is_dts_replicated?', bitType],
  ['is_xml_document', bitType],
  ['xml_collection_id', intType],
  ['default_object_id', intType],
  ['rule_object_id', intType],
  ['is_sparse?', bitType],
  ['is_column_set?', bitType],
  ['generated_always_type?', tinyintType],
  ['generated_always_type_desc?', desc],
  ['encryption_type?', intType],
  ['encryption_type_desc?', nvarcharType(64)],
  ['encryption_algorithm_name?', sysnameType],
  ['column_encryption_key_id?', intType],
  ['column_encryption_key_database_name?', sysnameType],
  ['is_hidden?', bitType],
  ['is_masked', bitType],
  ['graph_type?', intType],
  ['graph_type_desc?', desc],
  ['is_data_deletion_filter_column?', bitType],
  ['ledger_view_column_type?', tinyintType],
  ['ledger_view_column_type_desc?', desc],
  ['is_dropped_ledger_column?', bitType],
];

const bit = (value: boolean | undefined): number => (value ? 1 : 0);

const columnRow = (database: Database, objectId: number, c: Column | ViewColumn): Value[] => {
  const full = 'slot' in c ? c : undefined;
  const facts = typeFacts(c.type);
  const ids = typeIds(database, c.type, full?.aliasType);
  const isPadded = c.type.name.includes('char') || c.type.name.includes('binary');
  return [
    objectId,
    c.name,
    c.id,
    ids.system,
    ids.user,
    facts.maxLength,
    facts.precision,
    facts.scale,
    isString(c.type) && c.type.name !== 'xml' ? (c.collation ?? database.collation) : null,
    bit(c.isNullable),
    bit(isPadded),
    bit(full?.isRowGuid),
    bit(full?.identity !== undefined),
    bit(full?.computed !== undefined),
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    full?.default?.id ?? 0,
    0,
    0,
    0,
    0,
    'NOT_APPLICABLE',
    null,
    null,
    null,
    null,
    null,
    0,
    0,
    null,
    null,
    0,
    0,
    null,
    0,
  ];
};

interface ColumnHolder {
  readonly id: number;
  readonly columns: readonly (Column | ViewColumn)[];
}

function* columnHolders(context: CatalogContext): Generator<ColumnHolder> {
  for (const table of tablesOf(context)) yield table;
  for (const object of context.database.objects()) {
    if (object.kind === 'view') yield object;
    else if (object.kind === 'function') {
      const columns = object.table?.columns ?? object.columns;
      if (columns) yield { id: object.id, columns };
    }
  }
  for (const type of context.database.types()) if (type.table) yield { id: type.id, columns: type.table.columns };
}

function* columnRows(context: CatalogContext): Generator<Value[]> {
  for (const { id, columns } of columnHolders(context)) for (const column of columns) yield columnRow(context.database, id, column);
}
function* systemColumnRows(context: CatalogContext): Generator<Value[]> {
  for (const view of systemViews()) for (const column of view.columns) yield columnRow(context.database, view.id, column);
}

/** Rows of full columns (of tables, table types and table functions) that `pick` takes, with values after them. */
function* tableColumnRows(context: CatalogContext, more: (column: Column, table: ColumnHolder) => Value[] | undefined): Generator<Value[]> {
  for (const holder of columnHolders(context)) {
    for (const column of holder.columns) {
      const values = 'slot' in column ? more(column, holder) : undefined;
      if (values) yield [...columnRow(context.database, holder.id, column), ...values];
    }
  }
}

const identityValue = (context: CatalogContext, id: number, column: Column): Value => {
  const table = context.database.table(id) ?? [...context.temporaryTables()].find((t) => t.definition.id === id);
  const last = table?.data.identity ?? null;
  return last === null ? null : new VariantValue(column.type, last);
};

const TYPE_COLUMNS: readonly ColumnSpec[] = [
  ['name', sysnameType],
  ['system_type_id', tinyintType],
  ['user_type_id', intType],
  ['schema_id', intType],
  ['principal_id?', intType],
  ['max_length', smallintType],
  ['precision', tinyintType],
  ['scale', tinyintType],
  ['collation_name?', sysnameType],
  ['is_nullable?', bitType],
  ['is_user_defined', bitType],
  ['is_assembly_type', bitType],
  ['default_object_id', intType],
  ['rule_object_id', intType],
  ['is_table_type', bitType],
];
function* typeRows({ database }: CatalogContext, only?: 'table'): Generator<Value[]> {
  if (!only) {
    for (const t of TYPE_CATALOG) {
      const hasCollation = t.name.includes('char') || t.name.endsWith('text') || t.name === 'sysname';
      yield [
        t.name,
        t.systemTypeId,
        t.userTypeId,
        4,
        null,
        t.maxLength,
        t.precision,
        t.scale,
        hasCollation ? database.collation : null,
        t.name === 'sysname' || t.name === 'timestamp' ? 0 : 1,
        0,
        0,
        0,
        0,
        0,
      ];
    }
  }
  for (const type of database.types()) {
    if (type.table) {
      const row: Value[] = [type.name, 243, type.userTypeId, schemaId(database, type.schema), null, -1, 0, 0, null, 0, 1, 0, 0, 0, 1];
      yield only ? [...row, type.id, 0] : row;
    } else if (type.alias && !only) {
      const facts = typeFacts(type.alias.type);
      yield [
        type.name,
        facts.systemTypeId,
        type.userTypeId,
        schemaId(database, type.schema),
        null,
        facts.maxLength,
        facts.precision,
        facts.scale,
        isString(type.alias.type) ? database.collation : null,
        bit(type.alias.isNullable),
        1,
        0,
        0,
        0,
        0,
      ];
    }
  }
}

const PARAMETER_COLUMNS: readonly ColumnSpec[] = [
  ['object_id', intType],
  ['name?', sysnameType],
  ['parameter_id', intType],
  ['system_type_id', tinyintType],
  ['user_type_id', intType],
  ['max_length', smallintType],
  ['precision', tinyintType],
  ['scale', tinyintType],
  ['is_output', bitType],
  ['is_cursor_ref', bitType],
  ['has_default_value', bitType],
  ['is_xml_document', bitType],
  ['default_value?', variantType],
  ['xml_collection_id', intType],
  ['is_readonly', bitType],
  ['is_nullable?', bitType],
  ['encryption_type?', intType],
  ['encryption_type_desc?', nvarcharType(64)],
  ['encryption_algorithm_name?', sysnameType],
  ['column_encryption_key_id?', intType],
  ['column_encryption_key_database_name?', sysnameType],
];
const TAIL: readonly Value[] = [null, null, null, null, null];

/** A T-SQL module's defaults are not shown: has_default_value is 0 for them in SQL Server too. */
const parameterRow = (database: Database, objectId: number, p: Parameter): Value[] => {
  const { type } = p;
  if (type === 'cursor') return [objectId, p.name, p.ordinal, 0, 0, 0, 0, 0, bit(p.isOutput), 1, 0, 0, null, 0, 0, 1, ...TAIL];
  if ('tableTypeId' in type)
    return [
      objectId,
      p.name,
      p.ordinal,
      243,
      tableUserTypeId(database, type.tableTypeId),
      -1,
      0,
      0,
      0,
      0,
      0,
      0,
      null,
      0,
      bit(p.isReadOnly),
      0,
      ...TAIL,
    ];
  const facts = typeFacts(type);
  const ids = typeIds(database, type, p.aliasType);
  return [
    objectId,
    p.name,
    p.ordinal,
    ids.system,
    ids.user,
    facts.maxLength,
    facts.precision,
    facts.scale,
    bit(p.isOutput),
    0,
    0,
    0,
    null,
    0,
    bit(p.isReadOnly),
    1,
    ...TAIL,
  ];
};

/** A parameter's table type by its object id or its user_type_id. */
const tableUserTypeId = (database: Database, id: number): number => {
  const entry = database.entry(id);
  return entry?.kind === 'type' ? entry.userTypeId : id;
};

function* parameterRows({ database }: CatalogContext): Generator<Value[]> {
  for (const object of database.objects()) {
    if (object.kind !== 'procedure' && object.kind !== 'function') continue;
    if (object.kind === 'function' && object.returnType) {
      const facts = typeFacts(object.returnType);
      yield [
        object.id,
        '',
        0,
        facts.systemTypeId,
        facts.userTypeId,
        facts.maxLength,
        facts.precision,
        facts.scale,
        1,
        0,
        0,
        0,
        null,
        0,
        0,
        1,
        ...TAIL,
      ];
    }
    for (const parameter of object.parameters) yield parameterRow(database, object.id, parameter);
  }
}

export const columnViews: readonly SystemView[] = [
  systemView('sys', 'columns', COLUMN_COLUMNS, columnRows),
  systemView('sys', 'all_columns', COLUMN_COLUMNS, function* (context) {
    yield* columnRows(context);
    yield* systemColumnRows(context);
  }),
  systemView('sys', 'system_columns', COLUMN_COLUMNS, systemColumnRows),
  systemView(
    'sys',
    'computed_columns',
    [...COLUMN_COLUMNS, ['definition?', definition], ['uses_database_collation', bitType], ['is_persisted', bitType]],
    (context) => tableColumnRows(context, ({ computed }) => computed && [computed.definition, 1, bit(computed.isPersisted)]),
  ),
  systemView(
    'sys',
    'identity_columns',
    [
      ...COLUMN_COLUMNS,
      ['seed_value?', variantType],
      ['increment_value?', variantType],
      ['last_value?', variantType],
      ['is_not_for_replication?', bitType],
    ],
    (context) =>
      tableColumnRows(
        context,
        (column, { id }) =>
          column.identity && [
            new VariantValue(column.type, column.identity.seed),
            new VariantValue(column.type, column.identity.increment),
            identityValue(context, id, column),
            0,
          ],
      ),
  ),
  systemView('sys', 'types', TYPE_COLUMNS, (context) => typeRows(context)),
  systemView('sys', 'table_types', [...TYPE_COLUMNS, ['type_table_object_id', intType], ['is_memory_optimized?', bitType]], (context) =>
    typeRows(context, 'table'),
  ),
  systemView('sys', 'parameters', PARAMETER_COLUMNS, parameterRows),
  systemView('sys', 'all_parameters', PARAMETER_COLUMNS, parameterRows),
];
