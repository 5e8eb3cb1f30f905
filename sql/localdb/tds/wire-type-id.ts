// Type bytes of TYPE_INFO (MS-TDS 2.2.5.4).

export const WIRE = {
  null: 0x1f,
  image: 0x22,
  text: 0x23,
  guid: 0x24,
  shortVarbinary: 0x25,
  intN: 0x26,
  shortVarchar: 0x27,
  date: 0x28,
  time: 0x29,
  datetime2: 0x2a,
  datetimeoffset: 0x2b,
  shortBinary: 0x2d,
  shortChar: 0x2f,
  int1: 0x30,
  bit: 0x32,
  int2: 0x34,
  shortDecimal: 0x37,
  int4: 0x38,
  datetime4: 0x3a,
  float4: 0x3b,
  money: 0x3c,
  datetime: 0x3d,
  float8: 0x3e,
  shortNumeric: 0x3f,
  variant: 0x62,
  ntext: 0x63,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  money4: 0x7a,
  int8: 0x7f,
  varbinary: 0xa5,
  varchar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
  udt: 0xf0,
  xml: 0xf1,
  table: 0xf3,
} as const;

/** Bytes of a decimal's value with its sign, by precision. */
export const decimalSize = (precision: number): number => (precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17);

/** Bytes of a time of day, by fractional digits. */
export const timeSize = (scale: number): number => (scale <= 2 ? 3 : scale <= 4 ? 4 : 5);

/** A length that stands for "max" in TYPE_INFO, and for NULL before a value. */
export const MAX_OR_NULL = 0xffff;
