// master.dbo.spt_values: kept for scripts that take the numbers from 0 to 2047 (type P) from it. Its other rows, names of
// settings for SQL Server's own procedures, are left out.

import { intType, ncharType, nvarcharType } from '../../types/sql-type.ts';
import type { SystemView } from './system-view.ts';

const LAST_NUMBER = 2047;
const BITS = 8;

export const numberValues: SystemView = {
  schema: 'sys',
  name: 'spt_values',
  isCompatibility: true,
  isInMasterOnly: true,
  id: -99,
  columns: [
    { name: 'name', id: 1, type: nvarcharType(35), isNullable: true },
    { name: 'number', id: 2, type: intType, isNullable: false },
    { name: 'type', id: 3, type: ncharType(3), isNullable: false },
    { name: 'low', id: 4, type: intType, isNullable: true },
    { name: 'high', id: 5, type: intType, isNullable: true },
    { name: 'status', id: 6, type: intType, isNullable: true },
  ],
  *rows() {
    for (let n = 0; n <= LAST_NUMBER; n++) yield [null, n, 'P  ', Math.floor(n / BITS) + 1, 2 ** (n % BITS), 0];
  },
};
