// The forms that JSON and XML share for values without one of their own: ISO 8601 dates, numbers with an exponent, base64.

import { dateFromDays, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, toParts } from '../types/date-parts.ts';
import { offsetText } from '../types/date-styles.ts';
import type { SqlType, Value } from '../types/sql-type.ts';

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** ISO 8601 text of a temporal type's values; a fraction of zeros only is left out, UTC is written 'Z'. */
export const temporalToIso = (type: SqlType): ((value: NonNullable<Value>) => string) => {
  const parts = toParts(type);
  const digits = type.name === 'datetime' ? 3 : type.scale;
  const date = (days: number): string => {
    const { year, month, day } = dateFromDays(days);
    return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  };
  const time = (ticks: number): string => {
    const whole = `${two(Math.floor(ticks / TICKS_PER_HOUR))}:${two(Math.floor(ticks / TICKS_PER_MINUTE) % 60)}:${two(Math.floor(ticks / TICKS_PER_SECOND) % 60)}`;
    const fraction = Math.round((ticks % TICKS_PER_SECOND) / 10 ** (7 - digits));
    return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(digits, '0')}`;
  };
  switch (type.name) {
    case 'date':
      return (v) => date(v as number);
    case 'time':
      return (v) => time(v as number);
    case 'datetimeoffset':
      return (v) => {
        const { days, ticks, offset } = parts(v);
        return `${date(days)}T${time(ticks)}${offset === 0 ? 'Z' : offsetText(offset)}`;
      };
    default:
      return (v) => {
        const { days, ticks } = parts(v);
        return `${date(days)}T${time(ticks)}`;
      };
  }
};

/** `1.500000000000000e+000`: 15 digits behind the point for float, 7 for real, three in the exponent. */
export const floatToText = (type: SqlType): ((value: number) => string) => {
  const digits = type.name === 'real' ? 7 : 15;
  return (v) => v.toExponential(digits).replace(/e([+-])(\d+)$/, (_, sign: string, power: string) => `e${sign}${power.padStart(3, '0')}`);
};

export const binaryToBase64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
