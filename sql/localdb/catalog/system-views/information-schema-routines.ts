// INFORMATION_SCHEMA: the standard's views of routines, parameters, types and sequences.

import type { SqlType, Value } from '../../types/sql-type.ts';
import {
  datetimeType,
  intType,
  nvarcharType,
  smallintType,
  sysnameType,
  tinyintType,
  variantType,
  VariantValue,
} from '../../types/sql-type.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { Procedure, SqlFunction } from '../model.ts';
import type { ColumnSpec, SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

import { shapeOf } from './standard-type.ts';

const name = sysnameType;
const word = (length: number): SqlType => nvarcharType(length);

const routines = function* ({ database }: CatalogContext): Generator<Procedure | SqlFunction> {
  for (const object of database.objects()) if (object.kind === 'procedure' || object.kind === 'function') yield object;
};

const ROUTINE_COLUMNS: readonly ColumnSpec[] = [
  ['SPECIFIC_CATALOG?', word(128)],
  ['SPECIFIC_SCHEMA?', word(128)],
  ['SPECIFIC_NAME', name],
  ['ROUTINE_CATALOG?', word(128)],
  ['ROUTINE_SCHEMA?', word(128)],
  ['ROUTINE_NAME', name],
  ['ROUTINE_TYPE?', word(20)],
  ['MODULE_CATALOG?', name],
  ['MODULE_SCHEMA?', name],
  ['MODULE_NAME?', name],
  ['UDT_CATALOG?', name],
  ['UDT_SCHEMA?', name],
  ['UDT_NAME?', name],
  ['DATA_TYPE?', name],
  ['CHARACTER_MAXIMUM_LENGTH?', intType],
  ['CHARACTER_OCTET_LENGTH?', intType],
  ['COLLATION_CATALOG?', name],
  ['COLLATION_SCHEMA?', name],
  ['COLLATION_NAME?', name],
  ['CHARACTER_SET_CATALOG?', name],
  ['CHARACTER_SET_SCHEMA?', name],
  ['CHARACTER_SET_NAME?', name],
  ['NUMERIC_PRECISION?', smallintType],
  ['NUMERIC_PRECISION_RADIX?', smallintType],
  ['NUMERIC_SCALE?', smallintType],
  ['DATETIME_PRECISION?', smallintType],
  ['INTERVAL_TYPE?', word(30)],
  ['INTERVAL_PRECISION?', smallintType],
  ['TYPE_UDT_CATALOG?', name],
  ['TYPE_UDT_SCHEMA?', name],
  ['TYPE_UDT_NAME?', name],
  ['SCOPE_CATALOG?', name],
  ['SCOPE_SCHEMA?', name],
  ['SCOPE_NAME?', name],
  ['MAXIMUM_CARDINALITY?', intType],
  ['DTD_IDENTIFIER?', name],
  ['ROUTINE_BODY?', word(30)],
  ['ROUTINE_DEFINITION?', word(4000)],
  ['EXTERNAL_NAME?', name],
  ['EXTERNAL_LANGUAGE?', word(30)],
  ['PARAMETER_STYLE?', word(30)],
  ['IS_DETERMINISTIC?', word(10)],
  ['SQL_DATA_ACCESS?', word(30)],
  ['IS_NULL_CALL?', word(10)],
  ['SCHEMA_LEVEL_ROUTINE?', word(10)],
  ['MAX_DYNAMIC_RESULT_SETS?', smallintType],
  ['IS_USER_DEFINED_CAST?', word(10)],
  ['IS_IMPLICITLY_INVOCABLE?', word(10)],
  ['CREATED', datetimeType],
  ['LAST_ALTERED', datetimeType],
];

const routineRow = ({ database }: CatalogContext, routine: Procedure | SqlFunction): Value[] => {
  const returned = routine.kind === 'function' ? routine.returnType : undefined;
  const shape = returned && shapeOf(returned, database.collation);
  const dataType = returned ? typeFacts(returned).name : routine.kind === 'function' ? 'TABLE' : null;
  return [
    database.name,
    routine.schema,
    routine.name,
    database.name,
    routine.schema,
    routine.name,
    routine.kind === 'procedure' ? 'PROCEDURE' : 'FUNCTION',
    null,
    null,
    null,
    null,
    null,
    null,
    dataType,
    shape?.characters ?? null,
    shape?.octets ?? null,
    null,
    null,
    shape?.collation ?? null,
    null,
    null,
    shape?.characterSet ?? null,
    shape?.precision ?? null,
    shape?.radix ?? null,
    shape?.scale ?? null,
    shape?.fraction ?? null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    'SQL',
    routine.text.slice(0, 4000),
    null,
    null,
    null,
    'NO',
    routine.kind === 'procedure' ? 'MODIFIES' : 'READS',
    routine.kind === 'procedure' ? null : 'YES',
    'YES',
    routine.kind === 'procedure' ? -1 : 0,
    'NO',
    'NO',
    ticksToDatetime(routine.created),
    ticksToDatetime(routine.modified),
  ];
};

const PARAMETER_COLUMNS: readonly ColumnSpec[] = [
  ['SPECIFIC_CATALOG?', word(128)],
  ['SPECIFIC_SCHEMA?', word(128)],
  ['SPECIFIC_NAME', name],
  ['ORDINAL_POSITION', intType],
  ['PARAMETER_MODE?', word(10)],
  ['IS_RESULT?', word(10)],
  ['AS_LOCATOR?', word(10)],
  ['PARAMETER_NAME?', name],
  ['DATA_TYPE?', name],
  ['CHARACTER_MAXIMUM_LENGTH?', intType],
  ['CHARACTER_OCTET_LENGTH?', intType],
  ['COLLATION_CATALOG?', name],
  ['COLLATION_SCHEMA?', name],
  ['COLLATION_NAME?', name],
  ['CHARACTER_SET_CATALOG?', name],
  ['CHARACTER_SET_SCHEMA?', name],
  ['CHARACTER_SET_NAME?', name],
  ['NUMERIC_PRECISION?', tinyintType],
  ['NUMERIC_PRECISION_RADIX?', smallintType],
  ['NUMERIC_SCALE?', intType],
  ['DATETIME_PRECISION?', smallintType],
  ['INTERVAL_TYPE?', word(30)],
  ['INTERVAL_PRECISION?', smallintType],
  ['USER_DEFINED_TYPE_CATALOG?', name],
  ['USER_DEFINED_TYPE_SCHEMA?', name],
  ['USER_DEFINED_TYPE_NAME?', name],
  ['SCOPE_CATALOG?', name],
  ['SCOPE_SCHEMA?', name],
  ['SCOPE_NAME?', name],
];

const parameterRow = (
  { database }: CatalogContext,
  routine: Procedure | SqlFunction,
  ordinal: number,
  mode: string,
  parameterName: string,
  type: SqlType | 'cursor' | { readonly tableTypeId: number },
): Value[] => {
  const scalar = type !== 'cursor' && !('tableTypeId' in type) ? type : undefined;
  const entry =
    type !== 'cursor' && 'tableTypeId' in type ? (database.entry(type.tableTypeId) ?? database.typeById(type.tableTypeId)) : undefined;
  const shape = scalar && shapeOf(scalar, database.collation);
  return [
    database.name,
    routine.schema,
    routine.name,
    ordinal,
    mode,
    ordinal === 0 ? 'YES' : 'NO',
    'NO',
    parameterName,
    scalar ? typeFacts(scalar).name : type === 'cursor' ? 'cursor' : 'table type',
    shape?.characters ?? null,
    shape?.octets ?? null,
    null,
    null,
    shape?.collation ?? null,
    null,
    null,
    shape?.characterSet ?? null,
    shape?.precision ?? null,
    shape?.radix ?? null,
    shape?.scale ?? null,
    shape?.fraction ?? null,
    null,
    null,
    entry ? database.name : null,
    entry?.schema ?? null,
    entry?.name ?? null,
    null,
    null,
    null,
  ];
};

export const routineSchemaViews: readonly SystemView[] = [
  systemView('INFORMATION_SCHEMA', 'ROUTINES', ROUTINE_COLUMNS, function* (context) {
    for (const routine of routines(context)) yield routineRow(context, routine);
  }),
  systemView('INFORMATION_SCHEMA', 'PARAMETERS', PARAMETER_COLUMNS, function* (context) {
    for (const routine of routines(context)) {
      if (routine.kind === 'function' && routine.returnType) yield parameterRow(context, routine, 0, 'OUT', '', routine.returnType);
      for (const p of routine.parameters) yield parameterRow(context, routine, p.ordinal, p.isOutput ? 'INOUT' : 'IN', p.name, p.type);
    }
  }),
  systemView(
    'INFORMATION_SCHEMA',
    'DOMAINS',
    [
      ['DOMAIN_CATALOG?', word(128)],
      ['DOMAIN_SCHEMA?', word(128)],
      ['DOMAIN_NAME', name],
      ['DATA_TYPE?', name],
      ['CHARACTER_MAXIMUM_LENGTH?', intType],
      ['CHARACTER_OCTET_LENGTH?', intType],
      ['COLLATION_CATALOG?', name],
      ['COLLATION_SCHEMA?', name],
      ['COLLATION_NAME?', name],
      ['CHARACTER_SET_CATALOG?', name],
      ['CHARACTER_SET_SCHEMA?', name],
      ['CHARACTER_SET_NAME?', name],
      ['NUMERIC_PRECISION?', tinyintType],
      ['NUMERIC_PRECISION_RADIX?', smallintType],
      ['NUMERIC_SCALE?', intType],
      ['DATETIME_PRECISION?', smallintType],
      ['DOMAIN_DEFAULT?', word(4000)],
    ],
    function* ({ database }) {
      for (const type of database.types()) {
        if (!type.alias) {
          yield [
            database.name,
            type.schema,
            type.name,
            'table type',
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
          ];
          continue;
        }
        const s = shapeOf(type.alias.type, database.collation);
        yield [
          database.name,
          type.schema,
          type.name,
          type.alias.type.name,
          s.characters,
          s.octets,
          null,
          null,
          s.collation,
          null,
          null,
          s.characterSet,
          s.precision,
          s.radix,
          s.scale,
          s.fraction,
          null,
        ];
      }
    },
  ),
  systemView(
    'INFORMATION_SCHEMA',
    'SEQUENCES',
    [
      ['SEQUENCE_CATALOG?', word(128)],
      ['SEQUENCE_SCHEMA?', word(128)],
      ['SEQUENCE_NAME', name],
      ['DATA_TYPE?', word(128)],
      ['NUMERIC_PRECISION', tinyintType],
      ['NUMERIC_PRECISION_RADIX?', smallintType],
      ['NUMERIC_SCALE?', intType],
      ['START_VALUE', variantType],
      ['MINIMUM_VALUE', variantType],
      ['MAXIMUM_VALUE', variantType],
      ['INCREMENT', variantType],
      ['CYCLE_OPTION?', intType],
      ['DECLARED_DATA_TYPE?', name],
      ['DECLARED_NUMERIC_PRECISION?', tinyintType],
      ['DECLARED_NUMERIC_SCALE?', intType],
    ],
    function* ({ database }) {
      for (const s of database.objects()) {
        if (s.kind !== 'sequence') continue;
        const facts = typeFacts(s.type);
        const v = (value: NonNullable<Value>): Value => new VariantValue(s.type, value);
        yield [
          database.name,
          s.schema,
          s.name,
          s.type.name,
          facts.precision,
          10,
          facts.scale,
          v(s.start),
          v(s.minimum),
          v(s.maximum),
          v(s.increment),
          s.isCycling ? 1 : 0,
          null,
          null,
          null,
        ];
      }
    },
  ),
];
