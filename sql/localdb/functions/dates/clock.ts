// The functions of the current time. All calls in one statement give the same moment.

import { fromParts, partsOfTicks, TICKS_PER_MINUTE } from '../../types/date-parts.ts';
import { datetime2Type, datetimeoffsetType, datetimeType, dateType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { defineScalar } from '../argument-types.ts';
import type { ScalarFunction } from '../function.ts';

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

export const clockFunctions: readonly ScalarFunction[] = [
  clock('GETDATE', datetimeType, false),
  clock('CURRENT_TIMESTAMP', datetimeType, false),
  clock('GETUTCDATE', datetimeType, true),
  clock('SYSDATETIME', datetime2Type(7), false),
  clock('SYSUTCDATETIME', datetime2Type(7), true),
  clock('SYSDATETIMEOFFSET', datetimeoffsetType(7), false),
  clock('CURRENT_DATE', dateType, false),
];
