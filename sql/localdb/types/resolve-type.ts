// Built-in data types by their written names, and the facts about them that catalogue views show.

import { SqlError, sqlError } from './errors.ts';
import {
  MAX,
  bigintType,
  bitType,
  dateType,
  datetimeType,
  floatType,
  imageType,
  intType,
  moneyType,
  ntextType,
  realType,
  smalldatetimeType,
  smallintType,
  smallmoneyType,
  sqlType,
  sysnameType,
  textType,
  timestampType,
  tinyintType,
  uniqueidentifierType,
  variantType,
  xmlType,
} from './sql-type.ts';
import type { SqlType, TypeName } from './sql-type.ts';

export interface TypeUse {
  /** In CAST and CONVERT a type without a length has 30, elsewhere 1. */
  readonly isCast?: boolean;
  /** What has the type, for messages: column, parameter, variable, type. */
  readonly subjectKind?: string;
  readonly subjectName?: string;
  /** Position of the column or variable in its list, for messages. */
  readonly ordinal?: number;
}

/** The type of a written name with its parameters; undefined when no built-in type has the name. Throws when parameters are out of range. */
export const builtInType = (name: string, parameters: readonly (number | 'max')[] = [], use: TypeUse = {}): SqlType | undefined => {
  const key = name.toLowerCase().replace(/\s+/g, ' ');
  const fixed = FIXED.get(key);
  if (fixed) {
    if (parameters.length > 0) throw sqlError(2716, use.ordinal ?? 1, key);
    return fixed;
  }
  const family = SIZED.get(key);
  if (!family) return undefined;
  if (parameters.length > (family === 'decimal' || family === 'numeric' ? 2 : 1)) throw sqlError(102, ',');
  switch (family) {
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return withLength(family, 8000, parameters[0], use);
    case 'nchar':
    case 'nvarchar':
      return withLength(family, 4000, parameters[0], use);
    case 'decimal':
    case 'numeric':
      return decimalOf(family, parameters, use);
    case 'float':
      return floatOf(parameters[0], use);
    default:
      return withScale(family, parameters[0]);
  }
};

const numeric = (parameter: number | 'max' | undefined): number | undefined => {
  if (parameter === 'max') throw sqlError(102, 'max');
  return parameter;
};

const withLength = (family: TypeName, limit: number, parameter: number | 'max' | undefined, use: TypeUse): SqlType => {
  if (parameter === undefined) return sqlType(family, use.isCast ? 30 : 1);
  if (parameter === 'max') {
    if (family === 'varchar' || family === 'nvarchar' || family === 'varbinary') return sqlType(family, MAX);
    throw sqlError(102, 'max');
  }
  if (parameter < 1) throw sqlError(1001, 1, parameter);
  if (parameter > limit) {
    const subject = [use.subjectKind ?? 'type', use.subjectName ?? family] as const;
    throw parameter > 8000 ? sqlError(131, parameter, ...subject, 8000) : sqlError(2717, parameter, ...subject, limit);
  }
  return sqlType(family, parameter);
};

const decimalOf = (family: TypeName, parameters: readonly (number | 'max')[], use: TypeUse): SqlType => {
  const precision = numeric(parameters[0]) ?? 18;
  const scale = numeric(parameters[1]) ?? 0;
  if (precision < 1) throw sqlError(1001, 1, precision);
  if (precision > 38) throw sqlError(2750, use.ordinal ?? 1, precision, 38);
  if (scale > precision) {
    throw use.subjectKind === 'column' ? sqlError(183, scale, use.subjectName ?? '', 0, precision) : sqlError(192);
  }
  return sqlType(family, 0, precision, scale);
};

const floatOf = (parameter: number | 'max' | undefined, use: TypeUse): SqlType => {
  const bits = numeric(parameter) ?? 53;
  if (bits < 1) throw sqlError(1001, 1, bits);
  if (bits > 53) throw sqlError(2750, use.ordinal ?? 1, bits, 53);
  return bits <= 24 ? realType : floatType;
};

const withScale = (family: TypeName, parameter: number | 'max' | undefined): SqlType => {
  const scale = numeric(parameter) ?? 7;
  if (scale < 0 || scale > 7) throw sqlError(1002, 1, scale);
  return sqlType(family, 0, 0, scale);
};

const FIXED: ReadonlyMap<string, SqlType> = new Map([
  ['bit', bitType],
  ['tinyint', tinyintType],
  ['smallint', smallintType],
  ['int', intType],
  ['integer', intType],
  ['bigint', bigintType],
  ['money', moneyType],
  ['smallmoney', smallmoneyType],
  ['real', realType],
  ['double precision', floatType],
  ['date', dateType],
  ['smalldatetime', smalldatetimeType],
  ['datetime', datetimeType],
  ['text', textType],
  ['ntext', ntextType],
  ['national text', ntextType],
  ['image', imageType],
  ['xml', xmlType],
  ['timestamp', timestampType],
  ['rowversion', timestampType],
  ['uniqueidentifier', uniqueidentifierType],
  ['sql_variant', variantType],
  ['sysname', sysnameType],
]);

const SIZED: ReadonlyMap<string, TypeName> = new Map([
  ['char', 'char'],
  ['character', 'char'],
  ['varchar', 'varchar'],
  ['char varying', 'varchar'],
  ['character varying', 'varchar'],
  ['nchar', 'nchar'],
  ['national char', 'nchar'],
  ['national character', 'nchar'],
  ['nvarchar', 'nvarchar'],
  ['national char varying', 'nvarchar'],
  ['national character varying', 'nvarchar'],
  ['binary', 'binary'],
  ['varbinary', 'varbinary'],
  ['binary varying', 'varbinary'],
  ['decimal', 'decimal'],
  ['dec', 'decimal'],
  ['numeric', 'numeric'],
  ['float', 'float'],
  ['time', 'time'],
  ['datetime2', 'datetime2'],
  ['datetimeoffset', 'datetimeoffset'],
]);

/** What sys.types and sys.columns show of a type. */
export interface TypeFacts {
  readonly name: string;
  readonly systemTypeId: number;
  readonly userTypeId: number;
  /** Bytes; -1 for max types. */
  readonly maxLength: number;
  readonly precision: number;
  readonly scale: number;
}

const fact = (
  name: string,
  systemTypeId: number,
  maxLength: number,
  precision: number,
  scale: number,
  userTypeId = systemTypeId,
): TypeFacts => Object.freeze({ name, systemTypeId, userTypeId, maxLength, precision, scale });

/** The rows of sys.types for built-in types, in order of their ids. */
export const TYPE_CATALOG: readonly TypeFacts[] = [
  fact('image', 34, 16, 0, 0),
  fact('text', 35, 16, 0, 0),
  fact('uniqueidentifier', 36, 16, 0, 0),
  fact('date', 40, 3, 10, 0),
  fact('time', 41, 5, 16, 7),
  fact('datetime2', 42, 8, 27, 7),
  fact('datetimeoffset', 43, 10, 34, 7),
  fact('tinyint', 48, 1, 3, 0),
  fact('smallint', 52, 2, 5, 0),
  fact('int', 56, 4, 10, 0),
  fact('smalldatetime', 58, 4, 16, 0),
  fact('real', 59, 4, 24, 0),
  fact('money', 60, 8, 19, 4),
  fact('datetime', 61, 8, 23, 3),
  fact('float', 62, 8, 53, 0),
  fact('sql_variant', 98, 8016, 0, 0),
  fact('ntext', 99, 16, 0, 0),
  fact('bit', 104, 1, 1, 0),
  fact('decimal', 106, 17, 38, 38),
  fact('numeric', 108, 17, 38, 38),
  fact('smallmoney', 122, 4, 10, 4),
  fact('bigint', 127, 8, 19, 0),
  fact('varbinary', 165, 8000, 0, 0),
  fact('varchar', 167, 8000, 0, 0),
  fact('binary', 173, 8000, 0, 0),
  fact('char', 175, 8000, 0, 0),
  fact('timestamp', 189, 8, 0, 0),
  fact('nvarchar', 231, 8000, 0, 0),
  fact('nchar', 239, 8000, 0, 0),
  fact('xml', 241, -1, 0, 0),
  fact('sysname', 231, 256, 0, 0, 256),
];

const FACTS: ReadonlyMap<string, TypeFacts> = new Map(TYPE_CATALOG.map((f) => [f.name, f]));

/** The catalogue's numbers for a type with its parameters. An untyped NULL counts as int. */
export const typeFacts = (type: SqlType): TypeFacts => {
  const base = FACTS.get(type.name === 'null' ? 'int' : type.name);
  if (!base) throw new SqlError(243, 16, 1, `Type ${type.name} is not a defined system type.`);
  const { length, precision, scale } = type;
  switch (type.name) {
    case 'decimal':
    case 'numeric':
      return { ...base, maxLength: precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17, precision, scale };
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return { ...base, maxLength: length };
    case 'nchar':
    case 'nvarchar':
      return { ...base, maxLength: length === MAX ? -1 : length * 2 };
    case 'time':
      return { ...base, maxLength: timeBytes(scale), precision: scale === 0 ? 8 : 9 + scale, scale };
    case 'datetime2':
      return { ...base, maxLength: timeBytes(scale) + 3, precision: scale === 0 ? 19 : 20 + scale, scale };
    case 'datetimeoffset':
      return { ...base, maxLength: timeBytes(scale) + 5, precision: scale === 0 ? 26 : 27 + scale, scale };
    default:
      return base;
  }
};

const timeBytes = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);
