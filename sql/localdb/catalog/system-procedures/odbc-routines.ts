// sp_stored_procedures and sp_sproc_columns, sp_databases and sp_datatype_info: the catalogue procedures that are not about tables.

import type { ResultColumn } from '../../functions/function.ts';
import { TYPE_CATALOG } from '../../types/resolve-type.ts';
import type { SqlType, TypeName, Value } from '../../types/sql-type.ts';
import { intType, nvarcharType, smallintType, sqlType, sysnameType, tinyintType, varcharType } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { Procedure, SqlFunction } from '../model.ts';
import { odbcType } from './odbc-types.ts';
import { byText, pattern, usesPattern, version } from './odbc-parameters.ts';
import type { SystemProcedure } from './system-procedure.ts';
import { columns, equals, matches, optionalName } from './system-procedure.ts';

function* routines(
  context: CatalogContext,
  isName: (name: string) => boolean,
  isOwner: (name: string) => boolean,
): Generator<Procedure | SqlFunction> {
  for (const object of context.database.objects()) {
    if ((object.kind === 'procedure' || object.kind === 'function') && isName(object.name) && isOwner(object.schema)) yield object;
  }
}

const storedProcedures: SystemProcedure = {
  name: 'sp_stored_procedures',
  parameters: [pattern('@sp_name'), pattern('@sp_owner'), optionalName('@sp_qualifier'), usesPattern],
  run(context, [name, owner, , isPattern]) {
    const test = (p: Value | undefined): ((s: string) => boolean) => (isPattern === 0 ? equals(p) : matches(context, p));
    const rows = [...routines(context, test(name), test(owner))].map((r): Value[] => [
      context.database.name,
      r.schema,
      `${r.name};${r.kind === 'procedure' ? 1 : 0}`,
      -1,
      -1,
      -1,
      null,
      2,
    ]);
    return {
      sets: [
        {
          columns: columns(
            ['PROCEDURE_QUALIFIER', sysnameType],
            ['PROCEDURE_OWNER', sysnameType],
            ['PROCEDURE_NAME', nvarcharType(134)],
            ['NUM_INPUT_PARAMS', intType],
            ['NUM_OUTPUT_PARAMS', intType],
            ['NUM_RESULT_SETS', intType],
            ['REMARKS', varcharType(254)],
            ['PROCEDURE_TYPE', smallintType],
          ),
          rows: rows.sort(byText(1, 2)),
        },
      ],
    };
  },
};

const PARAMETER_COLUMNS: readonly ResultColumn[] = columns(
  ['PROCEDURE_QUALIFIER', sysnameType],
  ['PROCEDURE_OWNER', sysnameType],
  ['PROCEDURE_NAME', nvarcharType(134)],
  ['COLUMN_NAME', sysnameType],
  ['COLUMN_TYPE', smallintType],
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
  ['SS_DATA_TYPE', tinyintType],
);

const parameterColumns = (name: string): SystemProcedure => ({
  name,
  parameters: [
    pattern('@procedure_name'),
    pattern('@procedure_owner'),
    optionalName('@procedure_qualifier'),
    pattern('@column_name'),
    version,
    usesPattern,
  ],
  run(context, [routineName, owner, , columnName, odbc, isPattern]) {
    const test = (p: Value | undefined): ((s: string) => boolean) => (isPattern === 0 ? equals(p) : matches(context, p));
    const isColumn = test(columnName);
    const rows: Value[][] = [];
    for (const routine of routines(context, test(routineName), test(owner))) {
      const isProcedure = routine.kind === 'procedure';
      const add = (column: string, kind: number, type: SqlType, isNullable: boolean, ordinal: number): void => {
        if (!isColumn(column)) return;
        const t = odbcType(type, isNullable, Number(odbc ?? 2));
        rows.push([
          context.database.name,
          routine.schema,
          `${routine.name};${isProcedure ? 1 : 0}`,
          column,
          kind,
          t.dataType,
          t.typeName,
          t.precision,
          t.length,
          t.scale,
          t.radix,
          isNullable ? 1 : 0,
          null,
          null,
          t.sqlDataType,
          t.sqlDatetimeSub,
          t.octets,
          ordinal,
          isNullable ? 'YES' : 'NO',
          t.ssDataType,
        ]);
      };
      if (isProcedure) add('@RETURN_VALUE', 5, intType, false, 0);
      else if (routine.returnType) add('@RETURN_VALUE', 5, routine.returnType, true, 0);
      else add('@TABLE_RETURN_VALUE', 3, intType, false, 0);
      for (const p of routine.parameters) {
        if (p.type !== 'cursor' && !('tableTypeId' in p.type)) add(p.name, p.isOutput ? 2 : 1, p.type, true, p.ordinal);
      }
    }
    return { sets: [{ columns: PARAMETER_COLUMNS, rows: rows.sort(byText(1, 2, 17)) }] };
  },
});

const databases: SystemProcedure = {
  name: 'sp_databases',
  parameters: [],
  run: ({ server }) => ({
    sets: [
      {
        columns: columns(['DATABASE_NAME', sysnameType], ['DATABASE_SIZE', intType], ['REMARKS', varcharType(254)]),
        rows: server
          .databases()
          .map((d) => [d.name, 16384, null])
          .sort(byText(0)),
      },
    ],
  }),
};

const LITERALS: Readonly<Record<string, readonly [string, string]>> = {
  char: ["'", "'"],
  varchar: ["'", "'"],
  text: ["'", "'"],
  nchar: ["N'", "'"],
  nvarchar: ["N'", "'"],
  ntext: ["N'", "'"],
  binary: ['0x', ''],
  varbinary: ['0x', ''],
  date: ["'", "'"],
  time: ["'", "'"],
  datetime: ["'", "'"],
  smalldatetime: ["'", "'"],
  datetime2: ["'", "'"],
  datetimeoffset: ["'", "'"],
  uniqueidentifier: ["'", "'"],
  money: ['$', ''],
  smallmoney: ['$', ''],
};
const PARAMETERS_OF: Readonly<Record<string, string>> = {
  char: 'length',
  varchar: 'max length',
  nchar: 'length',
  nvarchar: 'max length',
  binary: 'length',
  varbinary: 'max length',
  decimal: 'precision,scale',
  numeric: 'precision,scale',
  time: 'scale',
  datetime2: 'scale',
  datetimeoffset: 'scale',
};

const typeInfo = (name: string): SystemProcedure => ({
  name,
  parameters: [
    { name: '@data_type', type: intType, default: 0 },
    { name: '@ODBCVer', type: tinyintType, default: 2 },
  ],
  run(_context, [dataType, odbc]) {
    const rows: Value[][] = [];
    for (const t of TYPE_CATALOG) {
      if (t.name === 'sysname') continue;
      const isWide = t.name.startsWith('n');
      const type = sqlType(
        t.name as TypeName,
        t.maxLength > 0 ? (isWide && t.name.includes('char') ? t.maxLength / 2 : t.maxLength) : 0,
        t.precision,
        t.scale,
      );
      const o = odbcType(type, true, Number(odbc ?? 2));
      if (dataType !== 0 && dataType !== o.dataType) continue;
      const [prefix, suffix] = LITERALS[t.name] ?? [null, null];
      const isNumber = o.radix !== null;
      rows.push([
        t.name,
        o.dataType,
        o.precision,
        prefix,
        suffix,
        PARAMETERS_OF[t.name] ?? null,
        1,
        t.name.includes('char') || t.name.includes('text') ? 1 : 0,
        t.name.includes('text') || t.name === 'image' ? 1 : 3,
        isNumber ? (t.name === 'tinyint' ? 1 : 0) : null,
        t.name.includes('money') ? 1 : 0,
        isNumber ? 0 : null,
        t.name,
        isNumber && o.scale !== null ? 0 : null,
        o.scale,
        o.sqlDataType,
        o.sqlDatetimeSub,
        o.radix,
        null,
        t.userTypeId,
      ]);
    }
    return {
      sets: [
        {
          columns: columns(
            ['TYPE_NAME', sysnameType],
            ['DATA_TYPE', smallintType],
            ['PRECISION', intType],
            ['LITERAL_PREFIX', varcharType(32)],
            ['LITERAL_SUFFIX', varcharType(32)],
            ['CREATE_PARAMS', varcharType(32)],
            ['NULLABLE', smallintType],
            ['CASE_SENSITIVE', smallintType],
            ['SEARCHABLE', smallintType],
            ['UNSIGNED_ATTRIBUTE', smallintType],
            ['MONEY', smallintType],
            ['AUTO_INCREMENT', smallintType],
            ['LOCAL_TYPE_NAME', sysnameType],
            ['MINIMUM_SCALE', smallintType],
            ['MAXIMUM_SCALE', smallintType],
            ['SQL_DATA_TYPE', smallintType],
            ['SQL_DATETIME_SUB', smallintType],
            ['NUM_PREC_RADIX', intType],
            ['INTERVAL_PRECISION', smallintType],
            ['USERTYPE', smallintType],
          ),
          rows: rows.sort(byText(1, 0)),
        },
      ],
    };
  },
});

export const odbcRoutineProcedures: readonly SystemProcedure[] = [
  storedProcedures,
  parameterColumns('sp_sproc_columns'),
  parameterColumns('sp_sproc_columns_100'),
  databases,
  typeInfo('sp_datatype_info'),
  typeInfo('sp_datatype_info_100'),
];
