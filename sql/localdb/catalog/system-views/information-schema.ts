// INFORMATION_SCHEMA: the standard's views of tables, columns, routines, parameters and constraints.

import { datetimeType, intType, nvarcharType, smallintType, sysnameType, tinyintType, varcharType, variantType, VariantValue, isString, isUnicode, type SqlType, type Value } from '../../types/sql-type.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import { columnOfSlot } from '../build-context.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { constraintsOf } from '../database.ts';
import { isModule, mentionedObject, mentionsOf } from '../dependencies.ts';
import type { Column, ForeignKey, Procedure, SqlFunction, TableDefinition, View, ViewColumn } from '../model.ts';
import { tablesOf } from './catalog-objects.ts';
import { systemView, type ColumnSpec, type SystemView } from './system-view.ts';

const name = sysnameType;
const word = (length: number): SqlType => nvarcharType(length);

interface TypeShape {
  readonly characters: number | null;
  readonly octets: number | null;
  readonly precision: number | null;
  readonly radix: number | null;
  readonly scale: number | null;
  readonly fraction: number | null;
  readonly characterSet: string | null;
  readonly collation: string | null;
}

const LOB_CHARACTERS: Readonly<Record<string, readonly [number, number]>> = {
  text: [2147483647, 2147483647], ntext: [1073741823, 2147483646], image: [2147483647, 2147483647], xml: [-1, -1], sql_variant: [0, 0],
};

/** What the standard's columns say of a type. */
const shapeOf = (type: SqlType, collation: string): TypeShape => {
  const facts = typeFacts(type);
  const isText = isString(type) && type.name !== 'xml';
  const lob = LOB_CHARACTERS[type.name];
  const isSized = isText || type.name === 'binary' || type.name === 'varbinary';
  const isApproximate = type.name === 'float' || type.name === 'real';
  const isExact = type.name.endsWith('int') || type.name === 'decimal' || type.name === 'numeric' || type.name.endsWith('money');
  const isTemporal = type.name.startsWith('date') || type.name.startsWith('time') || type.name === 'smalldatetime';
  return {
    characters: lob ? lob[0] : isSized ? type.length : null,
    octets: lob ? lob[1] : isSized ? facts.maxLength : null,
    precision: isExact || isApproximate ? facts.precision : null,
    radix: isExact ? 10 : isApproximate ? 2 : null,
    scale: isExact ? facts.scale : null,
    fraction: isTemporal && type.name !== 'timestamp' ? (type.name === 'smalldatetime' ? 0 : facts.scale) : null,
    characterSet: isText ? (isUnicode(type) ? 'UNICODE' : 'iso_1') : null,
    collation: isText ? collation : null,
  };
};

const tablesAndViews = function* (context: CatalogContext): Generator<TableDefinition | View> {
  yield* tablesOf(context);
  for (const object of context.database.objects()) if (object.kind === 'view') yield object;
};

const COLUMN_COLUMNS: readonly ColumnSpec[] = [
  ['TABLE_CATALOG?', word(128)], ['TABLE_SCHEMA?', word(128)], ['TABLE_NAME', name], ['COLUMN_NAME?', name], ['ORDINAL_POSITION?', intType], ['COLUMN_DEFAULT?', word(4000)],
  ['IS_NULLABLE?', varcharType(3)], ['DATA_TYPE?', word(128)], ['CHARACTER_MAXIMUM_LENGTH?', intType], ['CHARACTER_OCTET_LENGTH?', intType], ['NUMERIC_PRECISION?', tinyintType],
  ['NUMERIC_PRECISION_RADIX?', smallintType], ['NUMERIC_SCALE?', intType], ['DATETIME_PRECISION?', smallintType], ['CHARACTER_SET_CATALOG?', name], ['CHARACTER_SET_SCHEMA?', name],
  ['CHARACTER_SET_NAME?', name], ['COLLATION_CATALOG?', name], ['COLLATION_SCHEMA?', name], ['COLLATION_NAME?', name], ['DOMAIN_CATALOG?', name], ['DOMAIN_SCHEMA?', name], ['DOMAIN_NAME?', name],
];

const columnRow = (context: CatalogContext, table: TableDefinition | View, column: Column | ViewColumn): Value[] => {
  const { database } = context;
  const shape = shapeOf(column.type, column.collation ?? database.collation);
  const full = 'slot' in column ? column : undefined;
  const alias = full?.aliasType;
  return [
    database.name, table.schema, table.name, column.name, column.id, full?.default?.definition ?? null, column.isNullable ? 'YES' : 'NO', typeFacts(column.type).name,
    shape.characters, shape.octets, shape.precision, shape.radix, shape.scale, shape.fraction, null, null, shape.characterSet, null, null, shape.collation,
    alias ? database.name : null, alias?.schema ?? null, alias?.name ?? null,
  ];
};

const routines = function* ({ database }: CatalogContext): Generator<Procedure | SqlFunction> {
  for (const object of database.objects()) if (object.kind === 'procedure' || object.kind === 'function') yield object;
};

const ROUTINE_COLUMNS: readonly ColumnSpec[] = [
  ['SPECIFIC_CATALOG?', word(128)], ['SPECIFIC_SCHEMA?', word(128)], ['SPECIFIC_NAME', name], ['ROUTINE_CATALOG?', word(128)], ['ROUTINE_SCHEMA?', word(128)], ['ROUTINE_NAME', name],
  ['ROUTINE_TYPE?', word(20)], ['MODULE_CATALOG?', name], ['MODULE_SCHEMA?', name], ['MODULE_NAME?', name], ['UDT_CATALOG?', name], ['UDT_SCHEMA?', name], ['UDT_NAME?', name],
  ['DATA_TYPE?', name], ['CHARACTER_MAXIMUM_LENGTH?', intType], ['CHARACTER_OCTET_LENGTH?', intType], ['COLLATION_CATALOG?', name], ['COLLATION_SCHEMA?', name], ['COLLATION_NAME?', name],
  ['CHARACTER_SET_CATALOG?', name], ['CHARACTER_SET_SCHEMA?', name], ['CHARACTER_SET_NAME?', name], ['NUMERIC_PRECISION?', smallintType], ['NUMERIC_PRECISION_RADIX?', smallintType],
  ['NUMERIC_SCALE?', smallintType], ['DATETIME_PRECISION?', smallintType], ['INTERVAL_TYPE?', word(30)], ['INTERVAL_PRECISION?', smallintType], ['TYPE_UDT_CATALOG?', name],
  ['TYPE_UDT_SCHEMA?', name], ['TYPE_UDT_NAME?', name], ['SCOPE_CATALOG?', name], ['SCOPE_SCHEMA?', name], ['SCOPE_NAME?', name], ['MAXIMUM_CARDINALITY?', intType],
  ['DTD_IDENTIFIER?', name], ['ROUTINE_BODY?', word(30)], ['ROUTINE_DEFINITION?', word(4000)], ['EXTERNAL_NAME?', name], ['EXTERNAL_LANGUAGE?', word(30)], ['PARAMETER_STYLE?', word(30)],
  ['IS_DETERMINISTIC?', word(10)], ['SQL_DATA_ACCESS?', word(30)], ['IS_NULL_CALL?', word(10)], ['SCHEMA_LEVEL_ROUTINE?', word(10)], ['MAX_DYNAMIC_RESULT_SETS?', smallintType],
  ['IS_USER_DEFINED_CAST?', word(10)], ['IS_IMPLICITLY_INVOCABLE?', word(10)], ['CREATED', datetimeType], ['LAST_ALTERED', datetimeType],
];

const routineRow = ({ database }: CatalogContext, routine: Procedure | SqlFunction): Value[] => {
  const returned = routine.kind === 'function' ? routine.returnType : undefined;
  const shape = returned && shapeOf(returned, database.collation);
  const dataType = returned ? typeFacts(returned).name : routine.kind === 'function' ? 'TABLE' : null;
  return [
    database.name, routine.schema, routine.name, database.name, routine.schema, routine.name, routine.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION', null, null, null, null, null, null,
    dataType, shape?.characters ?? null, shape?.octets ?? null, null, null, shape?.collation ?? null, null, null, shape?.characterSet ?? null, shape?.precision ?? null, shape?.radix ?? null,
    shape?.scale ?? null, shape?.fraction ?? null, null, null, null, null, null, null, null, null, null, null, 'SQL', routine.text.slice(0, 4000), null, null, null, 'NO',
    routine.kind === 'procedure' ? 'MODIFIES' : 'READS', routine.kind === 'procedure' ? null : 'YES', 'YES', routine.kind === 'procedure' ? -1 : 0, 'NO', 'NO',
    ticksToDatetime(routine.created), ticksToDatetime(routine.modified),
  ];
};

const PARAMETER_COLUMNS: readonly ColumnSpec[] = [
  ['SPECIFIC_CATALOG?', word(128)], ['SPECIFIC_SCHEMA?', word(128)], ['SPECIFIC_NAME', name], ['ORDINAL_POSITION', intType], ['PARAMETER_MODE?', word(10)], ['IS_RESULT?', word(10)],
  ['AS_LOCATOR?', word(10)], ['PARAMETER_NAME?', name], ['DATA_TYPE?', name], ['CHARACTER_MAXIMUM_LENGTH?', intType], ['CHARACTER_OCTET_LENGTH?', intType], ['COLLATION_CATALOG?', name],
  ['COLLATION_SCHEMA?', name], ['COLLATION_NAME?', name], ['CHARACTER_SET_CATALOG?', name], ['CHARACTER_SET_SCHEMA?', name], ['CHARACTER_SET_NAME?', name], ['NUMERIC_PRECISION?', tinyintType],
  ['NUMERIC_PRECISION_RADIX?', smallintType], ['NUMERIC_SCALE?', intType], ['DATETIME_PRECISION?', smallintType], ['INTERVAL_TYPE?', word(30)], ['INTERVAL_PRECISION?', smallintType],
  ['USER_DEFINED_TYPE_CATALOG?', name], ['USER_DEFINED_TYPE_SCHEMA?', name], ['USER_DEFINED_TYPE_NAME?', name], ['SCOPE_CATALOG?', name], ['SCOPE_SCHEMA?', name], ['SCOPE_NAME?', name],
];

const parameterRow = ({ database }: CatalogContext, routine: Procedure | SqlFunction, ordinal: number, mode: string, parameterName: string, type: SqlType | 'cursor' | { readonly tableTypeId: number }): Value[] => {
  const scalar = type !== 'cursor' && !('tableTypeId' in type) ? type : undefined;
  const entry = type !== 'cursor' && 'tableTypeId' in type ? (database.entry(type.tableTypeId) ?? database.typeById(type.tableTypeId)) : undefined;
  const shape = scalar && shapeOf(scalar, database.collation);
  return [
    database.name, routine.schema, routine.name, ordinal, mode, ordinal === 0 ? 'YES' : 'NO', 'NO', parameterName, scalar ? typeFacts(scalar).name : type === 'cursor' ? 'cursor' : 'table type',
    shape?.characters ?? null, shape?.octets ?? null, null, null, shape?.collation ?? null, null, null, shape?.characterSet ?? null, shape?.precision ?? null, shape?.radix ?? null,
    shape?.scale ?? null, shape?.fraction ?? null, null, null, entry ? database.name : null, entry?.schema ?? null, entry?.name ?? null, null, null, null,
  ];
};

const CONSTRAINT_TYPES = { primaryKey: 'PRIMARY KEY', unique: 'UNIQUE', foreignKey: 'FOREIGN KEY', check: 'CHECK' } as const;
const RULES = { noAction: 'NO ACTION', cascade: 'CASCADE', setNull: 'SET NULL', setDefault: 'SET DEFAULT' } as const;
const constraintColumns: readonly ColumnSpec[] = [['CONSTRAINT_CATALOG?', word(128)], ['CONSTRAINT_SCHEMA?', word(128)], ['CONSTRAINT_NAME', name]];
const tableColumns: readonly ColumnSpec[] = [['TABLE_CATALOG?', word(128)], ['TABLE_SCHEMA?', word(128)], ['TABLE_NAME?', name]];

const slotName = (table: TableDefinition, slot: number): string | null => columnOfSlot(table, slot)?.name ?? null;

/** The key that a foreign key references. */
const referencedKey = (context: CatalogContext, key: ForeignKey): { readonly table: TableDefinition; readonly name: string } | undefined => {
  const table = context.database.byId(key.referencedTableId);
  if (table?.kind !== 'table') return undefined;
  const index = table.indexes.find((i) => i.isUnique && i.keys.length === key.referencedColumns.length && i.keys.every((k) => key.referencedColumns.includes(k.slot)));
  return index && { table, name: index.name };
};

export const informationSchemaViews: readonly SystemView[] = [
  systemView('INFORMATION_SCHEMA', 'SCHEMATA', [
    ['CATALOG_NAME?', word(128)], ['SCHEMA_NAME', word(128)], ['SCHEMA_OWNER?', word(128)], ['DEFAULT_CHARACTER_SET_CATALOG?', varcharType(6)], ['DEFAULT_CHARACTER_SET_SCHEMA?', varcharType(3)],
    ['DEFAULT_CHARACTER_SET_NAME?', name],
  ], function* ({ database }) {
    for (const schema of database.schemas()) yield [database.name, schema.name, schema.owner, null, null, 'iso_1'];
  }),
  systemView('INFORMATION_SCHEMA', 'TABLES', [['TABLE_CATALOG?', word(128)], ['TABLE_SCHEMA?', name], ['TABLE_NAME', name], ['TABLE_TYPE?', varcharType(10)]], function* (context) {
    for (const table of tablesAndViews(context)) yield [context.database.name, table.schema, table.name, table.kind === 'table' ? 'BASE TABLE' : 'VIEW'];
  }),
  systemView('INFORMATION_SCHEMA', 'COLUMNS', COLUMN_COLUMNS, function* (context) {
    for (const table of tablesAndViews(context)) for (const column of table.columns) yield columnRow(context, table, column);
  }),
  systemView('INFORMATION_SCHEMA', 'VIEWS', [...tableColumns, ['VIEW_DEFINITION?', word(4000)], ['CHECK_OPTION?', varcharType(7)], ['IS_UPDATABLE', varcharType(2)]], function* ({ database }) {
    for (const view of database.objects()) {
      if (view.kind === 'view') yield [database.name, view.schema, view.name, view.text.length > 4000 ? null : view.text, view.statement.withCheckOption ? 'CASCADE' : 'NONE', 'NO'];
    }
  }),
  systemView('INFORMATION_SCHEMA', 'ROUTINES', ROUTINE_COLUMNS, function* (context) {
    for (const routine of routines(context)) yield routineRow(context, routine);
  }),
  systemView('INFORMATION_SCHEMA', 'PARAMETERS', PARAMETER_COLUMNS, function* (context) {
    for (const routine of routines(context)) {
      if (routine.kind === 'function' && routine.returnType) yield parameterRow(context, routine, 0, 'OUT', '', routine.returnType);
      for (const p of routine.parameters) yield parameterRow(context, routine, p.ordinal, p.isOutput ? 'INOUT' : 'IN', p.name, p.type);
    }
  }),
  systemView('INFORMATION_SCHEMA', 'TABLE_CONSTRAINTS', [
    ...constraintColumns, ...tableColumns, ['CONSTRAINT_TYPE?', varcharType(11)], ['IS_DEFERRABLE', varcharType(2)], ['INITIALLY_DEFERRED', varcharType(2)],
  ], function* (context) {
    const db = context.database.name;
    for (const table of tablesOf(context)) {
      for (const c of constraintsOf(table)) if (c.kind !== 'default') yield [db, table.schema, c.name, db, table.schema, table.name, CONSTRAINT_TYPES[c.kind], 'NO', 'NO'];
    }
  }),
  systemView('INFORMATION_SCHEMA', 'KEY_COLUMN_USAGE', [...constraintColumns, ...tableColumns, ['COLUMN_NAME?', word(128)], ['ORDINAL_POSITION', intType]], function* (context) {
    const db = context.database.name;
    for (const table of tablesOf(context)) {
      for (const c of constraintsOf(table)) {
        const slots = c.kind === 'foreignKey' ? c.foreignKey.columns : c.kind === 'primaryKey' || c.kind === 'unique' ? c.index.keys.map((k) => k.slot) : [];
        for (const [i, slot] of slots.entries()) yield [db, table.schema, c.name, db, table.schema, table.name, slotName(table, slot), i + 1];
      }
    }
  }),
  systemView('INFORMATION_SCHEMA', 'CONSTRAINT_COLUMN_USAGE', [...tableColumns, ['COLUMN_NAME?', word(128)], ...constraintColumns], function* (context) {
    const db = context.database.name;
    for (const table of tablesOf(context)) {
      for (const c of constraintsOf(table)) {
        const slots = c.kind === 'foreignKey' ? c.foreignKey.columns : c.kind === 'primaryKey' || c.kind === 'unique' ? c.index.keys.map((k) => k.slot)
          : c.kind === 'check' ? table.columns.filter((column) => c.check.definition.toLowerCase().includes(`[${column.name.toLowerCase()}]`)).map((column) => column.slot) : [];
        for (const slot of slots) yield [db, table.schema, table.name, slotName(table, slot), db, table.schema, c.name];
      }
    }
  }),
  systemView('INFORMATION_SCHEMA', 'CONSTRAINT_TABLE_USAGE', [...tableColumns, ...constraintColumns], function* (context) {
    const db = context.database.name;
    for (const table of tablesOf(context)) {
      for (const c of constraintsOf(table)) if (c.kind !== 'default') yield [db, table.schema, table.name, db, table.schema, c.name];
    }
  }),
  systemView('INFORMATION_SCHEMA', 'REFERENTIAL_CONSTRAINTS', [
    ...constraintColumns, ['UNIQUE_CONSTRAINT_CATALOG?', word(128)], ['UNIQUE_CONSTRAINT_SCHEMA?', word(128)], ['UNIQUE_CONSTRAINT_NAME?', name], ['MATCH_OPTION?', varcharType(7)],
    ['UPDATE_RULE?', varcharType(11)], ['DELETE_RULE?', varcharType(11)],
  ], function* (context) {
    const db = context.database.name;
    for (const table of tablesOf(context)) {
      for (const key of table.foreignKeys) {
        const target = referencedKey(context, key);
        yield [db, table.schema, key.name, db, target?.table.schema ?? null, target?.name ?? null, 'SIMPLE', RULES[key.onUpdate], RULES[key.onDelete]];
      }
    }
  }),
  systemView('INFORMATION_SCHEMA', 'CHECK_CONSTRAINTS', [...constraintColumns, ['CHECK_CLAUSE?', word(4000)]], function* (context) {
    for (const table of tablesOf(context)) for (const check of table.checks) yield [context.database.name, table.schema, check.name, check.definition];
  }),
  systemView('INFORMATION_SCHEMA', 'VIEW_TABLE_USAGE', [['VIEW_CATALOG?', word(128)], ['VIEW_SCHEMA?', word(128)], ['VIEW_NAME', name], ...tableColumns], function* ({ database }) {
    for (const view of database.objects()) {
      if (view.kind !== 'view' || !isModule(view)) continue;
      for (const mention of mentionsOf(view)) {
        const table = mentionedObject(database, view, mention);
        if (table?.kind === 'table' || table?.kind === 'view') yield [database.name, view.schema, view.name, database.name, table.schema, table.name];
      }
    }
  }),
  systemView('INFORMATION_SCHEMA', 'DOMAINS', [
    ['DOMAIN_CATALOG?', word(128)], ['DOMAIN_SCHEMA?', word(128)], ['DOMAIN_NAME', name], ['DATA_TYPE?', name], ['CHARACTER_MAXIMUM_LENGTH?', intType], ['CHARACTER_OCTET_LENGTH?', intType],
    ['COLLATION_CATALOG?', name], ['COLLATION_SCHEMA?', name], ['COLLATION_NAME?', name], ['CHARACTER_SET_CATALOG?', name], ['CHARACTER_SET_SCHEMA?', name], ['CHARACTER_SET_NAME?', name],
    ['NUMERIC_PRECISION?', tinyintType], ['NUMERIC_PRECISION_RADIX?', smallintType], ['NUMERIC_SCALE?', intType], ['DATETIME_PRECISION?', smallintType], ['DOMAIN_DEFAULT?', word(4000)],
  ], function* ({ database }) {
    for (const type of database.types()) {
      if (!type.alias) {
        yield [database.name, type.schema, type.name, 'table type', null, null, null, null, null, null, null, null, null, null, null, null, null];
        continue;
      }
      const s = shapeOf(type.alias.type, database.collation);
      yield [
        database.name, type.schema, type.name, type.alias.type.name, s.characters, s.octets, null, null, s.collation, null, null, s.characterSet, s.precision, s.radix, s.scale, s.fraction, null,
      ];
    }
  }),
  systemView('INFORMATION_SCHEMA', 'SEQUENCES', [
    ['SEQUENCE_CATALOG?', word(128)], ['SEQUENCE_SCHEMA?', word(128)], ['SEQUENCE_NAME', name], ['DATA_TYPE?', word(128)], ['NUMERIC_PRECISION', tinyintType],
    ['NUMERIC_PRECISION_RADIX?', smallintType], ['NUMERIC_SCALE?', intType], ['START_VALUE', variantType], ['MINIMUM_VALUE', variantType], ['MAXIMUM_VALUE', variantType],
    ['INCREMENT', variantType], ['CYCLE_OPTION?', intType], ['DECLARED_DATA_TYPE?', name], ['DECLARED_NUMERIC_PRECISION?', tinyintType], ['DECLARED_NUMERIC_SCALE?', intType],
  ], function* ({ database }) {
    for (const s of database.objects()) {
      if (s.kind !== 'sequence') continue;
      const facts = typeFacts(s.type);
      const v = (value: NonNullable<Value>): Value => new VariantValue(s.type, value);
      yield [
        database.name, s.schema, s.name, s.type.name, facts.precision, 10, facts.scale, v(s.start), v(s.minimum), v(s.maximum), v(s.increment), s.isCycling ? 1 : 0, null, null, null,
      ];
    }
  }),
];
