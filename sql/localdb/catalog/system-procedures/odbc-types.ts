// Types as the ODBC catalogue procedures (sp_columns, sp_sproc_columns, sp_special_columns, sp_datatype_info) describe them.

import { typeFacts } from '../../types/resolve-type.ts';
import type { SqlType } from '../../types/sql-type.ts';

export interface OdbcType {
  readonly dataType: number;
  readonly typeName: string;
  readonly precision: number;
  readonly length: number;
  readonly scale: number | null;
  readonly radix: number | null;
  readonly sqlDataType: number;
  readonly sqlDatetimeSub: number | null;
  readonly octets: number | null;
  /** SS_DATA_TYPE: the type's byte in old TDS. */
  readonly ssDataType: number;
}

/** ODBC code, SS_DATA_TYPE when NULL is allowed and when not. */
const CODES: Readonly<Record<string, readonly [code: number, nullable: number, notNull: number]>> = {
  bit: [-7, 50, 50],
  tinyint: [-6, 38, 48],
  smallint: [5, 38, 52],
  int: [4, 38, 56],
  bigint: [-5, 108, 63],
  decimal: [3, 106, 55],
  numeric: [2, 108, 63],
  money: [3, 110, 60],
  smallmoney: [3, 110, 122],
  real: [7, 109, 59],
  float: [6, 109, 62],
  date: [-9, 0, 0],
  time: [-9, 0, 0],
  smalldatetime: [11, 111, 58],
  datetime: [11, 111, 61],
  datetime2: [-9, 0, 0],
  datetimeoffset: [-9, 0, 0],
  char: [1, 39, 47],
  varchar: [12, 39, 39],
  nchar: [-8, 39, 39],
  nvarchar: [-9, 39, 39],
  text: [-1, 35, 35],
  ntext: [-10, 35, 35],
  xml: [-10, 0, 0],
  binary: [-2, 37, 45],
  varbinary: [-3, 37, 37],
  image: [-4, 34, 34],
  timestamp: [-2, 37, 45],
  uniqueidentifier: [-11, 37, 37],
  sql_variant: [-150, 39, 39],
};
/** Codes of ODBC 3 drivers for dates and times: code, SQL_DATA_TYPE and its subcode. */
const ODBC3: Readonly<Record<string, readonly [number, number, number | null]>> = {
  date: [91, 9, 1],
  time: [-154, -154, 0],
  datetime2: [93, 9, 3],
  datetime: [93, 9, 3],
  smalldatetime: [93, 9, 3],
  datetimeoffset: [-155, -155, 0],
};
const DISPLAY: Readonly<Record<string, readonly [precision: number, length: number, scale: number | null, radix: number | null]>> = {
  bit: [1, 1, null, null],
  tinyint: [3, 1, 0, 10],
  smallint: [5, 2, 0, 10],
  int: [10, 4, 0, 10],
  bigint: [19, 8, 0, 10],
  money: [19, 21, 4, 10],
  smallmoney: [10, 12, 4, 10],
  real: [7, 4, null, 10],
  float: [15, 8, null, 10],
  date: [10, 20, null, null],
  smalldatetime: [16, 16, 0, null],
  datetime: [23, 16, 3, null],
  timestamp: [8, 8, null, null],
  uniqueidentifier: [36, 16, null, null],
  sql_variant: [8000, 8000, null, null],
  text: [2147483647, 2147483647, null, null],
  ntext: [1073741823, 2147483646, null, null],
  image: [2147483647, 2147483647, null, null],
  xml: [1073741823, 2147483646, null, null],
};

export const odbcType = (type: SqlType, isNullable: boolean, version: number, isIdentity = false): OdbcType => {
  const { name } = type;
  const facts = typeFacts(type);
  const [code, nullable, notNull] = CODES[name] ?? [4, 38, 56];
  const modern = version >= 3 ? ODBC3[name] : undefined;
  const [precision, length, scale, radix] = DISPLAY[name] ?? sized(type);
  const hasOctets =
    name.includes('char') ||
    name.includes('binary') ||
    name.endsWith('text') ||
    name === 'image' ||
    name === 'xml' ||
    name === 'sql_variant';
  return {
    dataType: modern?.[0] ?? code,
    typeName: isIdentity ? `${facts.name} identity` : facts.name,
    precision,
    length,
    scale,
    radix,
    sqlDataType: modern?.[1] ?? (name === 'datetime' || name === 'smalldatetime' ? 9 : code),
    sqlDatetimeSub: modern?.[2] ?? (name === 'datetime' || name === 'smalldatetime' ? 3 : null),
    octets: hasOctets ? length : null,
    ssDataType: isNullable ? nullable : notNull,
  };
};

const sized = (type: SqlType): readonly [number, number, number | null, number | null] => {
  const isMax = type.length === -1;
  switch (type.name) {
    case 'decimal':
    case 'numeric':
      return [type.precision, type.precision + 2, type.scale, 10];
    case 'nchar':
    case 'nvarchar':
      return isMax ? [1073741823, 2147483646, null, null] : [type.length, type.length * 2, null, null];
    case 'time':
      return [type.scale === 0 ? 8 : 9 + type.scale, (type.scale === 0 ? 8 : 9 + type.scale) * 2, type.scale, null];
    case 'datetime2':
      return [type.scale === 0 ? 19 : 20 + type.scale, (type.scale === 0 ? 19 : 20 + type.scale) * 2, type.scale, null];
    case 'datetimeoffset':
      return [type.scale === 0 ? 26 : 27 + type.scale, (type.scale === 0 ? 26 : 27 + type.scale) * 2, type.scale, null];
    default:
      return isMax ? [2147483647, 2147483647, null, null] : [type.length, type.length, null, null];
  }
};
