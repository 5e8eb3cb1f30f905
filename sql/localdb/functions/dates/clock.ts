// The functions of the current time. All calls in one statement give the same moment.

import { fromParts, partsOfTicks, TICKS_PER_MINUTE } from '../../types/date-parts.ts';
import { offsetText } from '../../types/date-styles.ts';
import { datetime2Type, datetimeoffsetType, datetimeType, dateType, varcharType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { defineScalar } from '../argument-types.ts';
import type { ScalarFunction } from '../function.ts';
import { WINDOWS_TIME_ZONES } from './windows-time-zones.ts';

const clock = (name: string, type: SqlType, isUtc: boolean): ScalarFunction =>
  defineScalar(name, [0, 0], () => {
    const make = fromParts(type);
    // Asked for once a row but changing once a statement.
    let time = NaN;
    let zone = NaN;
    let value: Value = null;
    return {
      type,
      isNotNull: true,
      call: ({ statementTime, timeZoneOffset }) => {
        if (statementTime !== time || timeZoneOffset !== zone) {
          time = statementTime;
          zone = timeZoneOffset;
          const offset = isUtc ? 0 : timeZoneOffset;
          value = make(partsOfTicks(statementTime + offset * TICKS_PER_MINUTE, offset)) ?? null;
        }
        return value;
      },
    };
  });

/** The server's own time zone by its Windows name, and as Windows shows it. UTC where Windows has no name for it. */
const serverZone = (): { readonly name: string; readonly title: string } => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const found = WINDOWS_TIME_ZONES.find((z) => z.iana === timeZone);
  if (!found || found.name === 'UTC') return { name: 'UTC', title: '(UTC) Coordinated Universal Time' };
  const january = -new Date(new Date().getFullYear(), 0, 1).getTimezoneOffset();
  return { name: found.name, title: `(UTC${january === 0 ? '' : offsetText(january)}) ${found.name}` };
};

export const clockFunctions: readonly ScalarFunction[] = [
  clock('GETDATE', datetimeType, false),
  clock('CURRENT_TIMESTAMP', datetimeType, false),
  clock('GETUTCDATE', datetimeType, true),
  clock('SYSDATETIME', datetime2Type(7), false),
  clock('SYSUTCDATETIME', datetime2Type(7), true),
  clock('SYSDATETIMEOFFSET', datetimeoffsetType(7), false),
  clock('CURRENT_DATE', dateType, false),
  defineScalar('CURRENT_TIMEZONE_ID', [0, 0], () => ({ type: varcharType(128), isNotNull: true, call: () => serverZone().name })),
  defineScalar('CURRENT_TIMEZONE', [0, 0], () => ({ type: varcharType(128), isNotNull: true, call: () => serverZone().title })),
];
