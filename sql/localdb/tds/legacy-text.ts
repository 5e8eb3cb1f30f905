// Dates and times as text, for clients of versions before 7.3, which have no types for them.

import { dateFromDays, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, toParts } from '../types/date-parts.ts';
import type { SqlType, Value } from '../types/sql-type.ts';

const two = (n: number): string => String(n).padStart(2, '0');

const dateText = (days: number): string => {
  const { year, month, day } = dateFromDays(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};

const timeText = (ticks: number, scale: number): string => {
  const whole = `${two(Math.floor(ticks / TICKS_PER_HOUR))}:${two(Math.floor(ticks / TICKS_PER_MINUTE) % 60)}:${two(Math.floor(ticks / TICKS_PER_SECOND) % 60)}`;
  return scale === 0
    ? whole
    : `${whole}.${String(ticks % TICKS_PER_SECOND)
        .padStart(7, '0')
        .slice(0, scale)}`;
};

/** The text of a value as CONVERT writes it; undefined for types that every version has. */
export const legacyText = (type: SqlType): ((value: NonNullable<Value>) => string) | undefined => {
  switch (type.name) {
    case 'date':
      return (value) => dateText(value as number);
    case 'time':
      return (value) => timeText(value as number, type.scale);
    case 'datetime2': {
      const parts = toParts(type);
      return (value) => {
        const { days, ticks } = parts(value);
        return `${dateText(days)} ${timeText(ticks, type.scale)}`;
      };
    }
    case 'datetimeoffset': {
      const parts = toParts(type);
      return (value) => {
        const { days, ticks, offset } = parts(value);
        const minutes = Math.abs(offset);
        return `${dateText(days)} ${timeText(ticks, type.scale)} ${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
      };
    }
    default:
      return undefined;
  }
};
