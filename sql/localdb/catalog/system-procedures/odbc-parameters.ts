// Parameters and row order that the ODBC catalogue procedures share.

import type { Value } from '../../types/sql-type.ts';
import { bitType, intType, nvarcharType } from '../../types/sql-type.ts';
import type { ProcedureParameter } from './system-procedure.ts';

export const pattern = (name: string): ProcedureParameter => ({ name, type: nvarcharType(384), default: null });
export const version: ProcedureParameter = { name: '@ODBCVer', type: intType, default: 2 };
export const usesPattern: ProcedureParameter = { name: '@fUsePattern', type: bitType, default: 1 };

/** Order of rows by these columns. */
export const byText =
  (...keys: readonly number[]) =>
  (a: readonly Value[], b: readonly Value[]): number => {
    for (const k of keys) {
      const x = a[k] ?? null;
      const y = b[k] ?? null;
      if (typeof x === 'number' && typeof y === 'number') {
        if (x !== y) return x - y;
      } else {
        const order = String(x ?? '')
          .toLowerCase()
          .localeCompare(String(y ?? '').toLowerCase());
        if (order !== 0) return order;
      }
    }
    return 0;
  };
