// How each declared type travels: as which driver type, from which JavaScript form. Types that the driver would pass through a
// double or a Date go as text and are converted by the server, which loses nothing.

import { TYPES } from 'tedious';
import type { DeclaredType } from './declared-type.ts';
import { fail, invariantText, toBit, toBytes, toDecimalText, toFloat, toGuid, toInteger, toText } from './parameter-text.ts';
import type { Conversion } from './parameter-text.ts';
import { toDateText } from './parameter-dates.ts';
import type { DriverType } from './request.ts';

export interface Travel {
  readonly type: DriverType;
  readonly length?: number;
  readonly value: unknown;
}

interface TypeRule {
  /** Sent as text, so the batch must put it into a variable of the declared type first. */
  readonly isSentAsText?: boolean;
  /** '' means text and is kept; for every other type an empty text is NULL. */
  readonly isText?: boolean;
  readonly bind: (value: unknown, conversion: Conversion) => Travel;
}

/** Beyond every length of the driver's, which then declares (max). */
const MAX_LENGTH = 65_535;
const VARIANT_TEXT = 4_000;
const NUMBER_TEXT = 64;

/** Whether the type cannot be a parameter of the batch as it is. */
export const isSentAsText = (type: DeclaredType): boolean => ruleOf(type).isSentAsText === true;

/** A value in the form and the driver's type for a declared type. */
export const bindValue = (value: unknown, conversion: Conversion): Travel => {
  const rule = ruleOf(conversion.type);
  const isNothing = value === null || value === undefined || (value === '' && !rule.isText);
  return rule.bind(isNothing ? null : value, conversion);
};

const lengthOf = ({ length }: DeclaredType): number => (length === 'max' ? MAX_LENGTH : Math.max(1, length));

const orNull = <Result>(
  value: unknown,
  conversion: Conversion,
  convert: (value: unknown, conversion: Conversion) => Result,
): Result | null => (value === null ? null : convert(value, conversion));

const text = (type: DriverType): TypeRule => ({
  isText: true,
  bind: (value, conversion) => ({ type, length: lengthOf(conversion.type), value: orNull(value, conversion, toText) }),
});

const largeText = (type: DriverType): TypeRule => ({
  isText: true,
  bind: (value, { parameter, type: declared }) => ({
    type,
    length: MAX_LENGTH,
    value: orNull(value, { parameter, type: { ...declared, length: 'max' } }, toText),
  }),
});

const integer = (type: DriverType): TypeRule => ({
  bind: (value, conversion) => {
    const number = orNull(value, conversion, toInteger);
    // The driver takes a bigint for bigint only.
    return { type, value: number !== null && type !== TYPES.BigInt ? Number(number) : number };
  },
});

const bytes = (length: (type: DeclaredType) => number): TypeRule => ({
  bind: (value, conversion) => ({ type: TYPES.VarBinary, length: length(conversion.type), value: orNull(value, conversion, toBytes) }),
});

const asText = (convert: (value: unknown, conversion: Conversion) => string): TypeRule => ({
  isSentAsText: true,
  bind: (value, conversion) => ({ type: TYPES.NVarChar, length: NUMBER_TEXT, value: orNull(value, conversion, convert) }),
});

const simple = (type: DriverType, convert: (value: unknown, conversion: Conversion) => unknown): TypeRule => ({
  bind: (value, conversion) => ({ type, value: orNull(value, conversion, convert) }),
});

/** sql_variant keeps the type that it is given, so the value's own type travels. */
const variant: TypeRule = {
  isText: true,
  bind(value, conversion) {
    if (typeof value === 'boolean') return { type: TYPES.Bit, value };
    if (typeof value === 'number') return { type: Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? TYPES.Int : TYPES.Float, value };
    if (typeof value === 'bigint') return { type: TYPES.BigInt, value };
    if (value instanceof Uint8Array)
      return {
        type: TYPES.VarBinary,
        length: 8_000,
        value: toBytes(value, { ...conversion, type: { ...conversion.type, length: 8_000 } }),
      };
    const written = value === null ? null : (invariantText(value) ?? fail(value, conversion));
    if (written !== null && written.length > VARIANT_TEXT) return fail(value, conversion, 'too long');
    return { type: TYPES.NVarChar, length: VARIANT_TEXT, value: written };
  },
};

const RULES: ReadonlyMap<string, TypeRule> = new Map([
  ['varchar', text(TYPES.VarChar)],
  ['char', text(TYPES.VarChar)],
  ['nvarchar', text(TYPES.NVarChar)],
  ['nchar', text(TYPES.NVarChar)],
  ['text', largeText(TYPES.VarChar)],
  ['ntext', largeText(TYPES.NVarChar)],
  ['xml', largeText(TYPES.NVarChar)],
  ['tinyint', integer(TYPES.TinyInt)],
  ['smallint', integer(TYPES.SmallInt)],
  ['int', integer(TYPES.Int)],
  ['bigint', integer(TYPES.BigInt)],
  ['bit', simple(TYPES.Bit, toBit)],
  ['float', simple(TYPES.Float, toFloat)],
  ['real', simple(TYPES.Real, toFloat)],
  ['uniqueidentifier', simple(TYPES.UniqueIdentifier, toGuid)],
  ['decimal', asText(toDecimalText)],
  ['numeric', asText(toDecimalText)],
  ['money', asText(toDecimalText)],
  ['smallmoney', asText(toDecimalText)],
  ['date', asText(toDateText)],
  ['time', asText(toDateText)],
  ['datetime', asText(toDateText)],
  ['datetime2', asText(toDateText)],
  ['smalldatetime', asText(toDateText)],
  ['datetimeoffset', asText(toDateText)],
  ['binary', bytes(lengthOf)],
  ['varbinary', bytes(lengthOf)],
  ['timestamp', bytes(() => 8)],
  ['image', bytes(() => MAX_LENGTH)],
  ['sql_variant', variant],
]);

/** What is not known here goes as text, for the server to convert or to refuse. */
const OTHER = largeText(TYPES.NVarChar);

const ruleOf = ({ name }: DeclaredType): TypeRule => RULES.get(name) ?? OTHER;
