// SQL Server's data types as values of one shape, and how their values are held in memory.
//
// Values (type `Value`), always `null` for SQL NULL:
//   bit                                  0 or 1
//   tinyint smallint int                 number
//   bigint                               Exact: a number when |v| <= 2^53-1, otherwise a bigint (one form for each value)
//   decimal/numeric(p,s)                 Exact: the value times 10^s (25.50 as decimal(10,2) is 2550)
//   money smallmoney                     Exact: the value times 10^4
//   real float                           number (real rounded with Math.fround)
//   char varchar nchar nvarchar text ntext xml   string; the varchar family holds only code page 1252
//                                        characters; char and nchar are padded with blanks to their length
//   date                                 number of days since 0001-01-01 (0 = 0001-01-01)
//   time(n)                              number of 100 ns ticks since midnight, rounded to n digits
//   smalldatetime                        number of minutes since 1900-01-01
//   datetime                             number of 1/300 s ticks since 1900-01-01 (25,920,000 a day; negative before)
//   datetime2(n)                         Exact: 100 ns ticks since 2010-01-01T00:00 (so 1981 to 2038 stay plain numbers)
//   datetimeoffset(n)                    DateTimeOffsetValue: UTC ticks as for datetime2, and the offset in minutes
//   binary varbinary image rowversion    Uint8Array (a Buffer or a plain one; never written to after it was made)
//   uniqueidentifier                     string of 36 characters in upper case
//   sql_variant                          VariantValue: a value with its base type
//
// The mixed number/bigint form ("Exact") keeps exact arithmetic fast: `exact.ts` has the operations; plain `<` and
// `>` are right between the two forms, `===` is right because each value has only one form.

export type TypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'numeric'
  | 'money'
  | 'smallmoney'
  | 'real'
  | 'float'
  | 'date'
  | 'time'
  | 'smalldatetime'
  | 'datetime'
  | 'datetime2'
  | 'datetimeoffset'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'text'
  | 'ntext'
  | 'xml'
  | 'binary'
  | 'varbinary'
  | 'image'
  | 'timestamp'
  | 'uniqueidentifier'
  | 'sql_variant'
  /** The type of an untyped NULL literal; becomes int where a column needs a type. */
  | 'null';

/** A data type with its parameters; compare with `isSameType`, never by identity. */
export interface SqlType {
  readonly name: TypeName;
  /** char/varchar: bytes = characters; nchar/nvarchar: characters; binary/varbinary: bytes; -1 = max; 0 where it has no meaning. */
  readonly length: number;
  /** decimal/numeric: 1 to 38; the fixed precision for other numbers (int 10, ...); 0 otherwise. */
  readonly precision: number;
  /** decimal/numeric: 0 to precision; money: 4; time, datetime2, datetimeoffset: fractional digits 0 to 7; 0 otherwise. */
  readonly scale: number;
}

export type Exact = number | bigint;

export class DateTimeOffsetValue {
  /** 100 ns ticks since 2010-01-01T00:00 UTC. */
  readonly utc: Exact;
  /** Minutes east of UTC, -840 to 840. */
  readonly offset: number;
  constructor(utc: Exact, offset: number) {
    this.utc = utc;
    this.offset = offset;
  }
}

export class VariantValue {
  /** The base type; never sql_variant, null, text, ntext, image, xml, timestamp or a max type. */
  readonly type: SqlType;
  readonly value: NonNullable<Value>;
  constructor(type: SqlType, value: NonNullable<Value>) {
    this.type = type;
    this.value = value;
  }
}

export type Value = null | number | bigint | string | Uint8Array | DateTimeOffsetValue | VariantValue;

const make = (name: TypeName, length = 0, precision = 0, scale = 0): SqlType => Object.freeze({ name, length, precision, scale });

export const MAX = -1;

export const bitType = make('bit', 0, 1);
export const tinyintType = make('tinyint', 0, 3);
export const smallintType = make('smallint', 0, 5);
export const intType = make('int', 0, 10);
export const bigintType = make('bigint', 0, 19);
export const moneyType = make('money', 0, 19, 4);
export const smallmoneyType = make('smallmoney', 0, 10, 4);
export const realType = make('real', 0, 24);
export const floatType = make('float', 0, 53);
export const dateType = make('date');
export const smalldatetimeType = make('smalldatetime');
export const datetimeType = make('datetime');
export const textType = make('text', MAX);
export const ntextType = make('ntext', MAX);
export const imageType = make('image', MAX);
export const xmlType = make('xml', MAX);
export const timestampType = make('timestamp', 8);
export const uniqueidentifierType = make('uniqueidentifier');
export const variantType = make('sql_variant');
export const nullType = make('null');
export const sysnameType = make('nvarchar', 128);

export const decimalType = (precision: number, scale: number): SqlType => make('decimal', 0, precision, scale);
export const timeType = (scale: number): SqlType => make('time', 0, 0, scale);
export const datetime2Type = (scale: number): SqlType => make('datetime2', 0, 0, scale);
export const datetimeoffsetType = (scale: number): SqlType => make('datetimeoffset', 0, 0, scale);
export const charType = (length: number): SqlType => make('char', length);
export const varcharType = (length: number): SqlType => make('varchar', length);
export const ncharType = (length: number): SqlType => make('nchar', length);
export const nvarcharType = (length: number): SqlType => make('nvarchar', length);
export const binaryType = (length: number): SqlType => make('binary', length);
export const varbinaryType = (length: number): SqlType => make('varbinary', length);

/** The type of the given name and parameters, frozen; the caller has checked the ranges. */
export const sqlType = make;

export const isSameType = (a: SqlType, b: SqlType): boolean =>
  a === b || (a.name === b.name && a.length === b.length && a.precision === b.precision && a.scale === b.scale);

const names = (...list: TypeName[]): ReadonlySet<TypeName> => new Set(list);
const INTEGERS = names('bit', 'tinyint', 'smallint', 'int', 'bigint');
const DECIMALS = names('decimal', 'numeric');
const MONEY = names('money', 'smallmoney');
const APPROXIMATE = names('real', 'float');
const STRINGS = names('char', 'varchar', 'nchar', 'nvarchar', 'text', 'ntext', 'xml');
const UNICODE = names('nchar', 'nvarchar', 'ntext', 'xml');
const BINARIES = names('binary', 'varbinary', 'image', 'timestamp');
const TEMPORALS = names('date', 'time', 'smalldatetime', 'datetime', 'datetime2', 'datetimeoffset');

/** bit, tinyint, smallint, int, bigint. */
export const isInteger = (t: SqlType): boolean => INTEGERS.has(t.name);
export const isDecimal = (t: SqlType): boolean => DECIMALS.has(t.name);
export const isMoney = (t: SqlType): boolean => MONEY.has(t.name);
/** Held as an Exact: integers, decimals and money, with `exactScale` digits after the point. */
export const isExact = (t: SqlType): boolean => INTEGERS.has(t.name) || DECIMALS.has(t.name) || MONEY.has(t.name);
/** Decimal digits after the point of an exact number's in-memory form. */
export const exactScale = (t: SqlType): number => (INTEGERS.has(t.name) ? 0 : t.scale);
/** real and float. */
export const isApproximate = (t: SqlType): boolean => APPROXIMATE.has(t.name);
export const isNumeric = (t: SqlType): boolean => isExact(t) || isApproximate(t);
/** Held as a JavaScript string with a collation (xml included, uniqueidentifier not). */
export const isString = (t: SqlType): boolean => STRINGS.has(t.name);
export const isUnicode = (t: SqlType): boolean => UNICODE.has(t.name);
export const isBinary = (t: SqlType): boolean => BINARIES.has(t.name);
export const isTemporal = (t: SqlType): boolean => TEMPORALS.has(t.name);
/** text, ntext, image: readable, not comparable. */
export const isLegacyLob = (t: SqlType): boolean => t.name === 'text' || t.name === 'ntext' || t.name === 'image';
export const isMax = (t: SqlType): boolean => t.length === MAX;

/** The declaration as T-SQL writes it: `decimal(10,2)`, `nvarchar(max)`, `datetime2(7)`. */
export const typeDeclaration = (t: SqlType): string => {
  switch (t.name) {
    case 'decimal':
    case 'numeric':
      return `${t.name}(${t.precision},${t.scale})`;
    case 'time':
    case 'datetime2':
    case 'datetimeoffset':
      return `${t.name}(${t.scale})`;
    case 'char':
    case 'varchar':
    case 'nchar':
    case 'nvarchar':
    case 'binary':
    case 'varbinary':
      return `${t.name}(${t.length === MAX ? 'max' : t.length})`;
    default:
      return t.name;
  }
};
