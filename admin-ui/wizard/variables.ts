// Variables with the filters of a column: the keys that the list sends, and the parameters of the function that applies them.

import { id } from './names.ts';
import type { ModelColumn } from './model.ts';

export interface FilterVariable {
  /** Without `@`. */
  readonly name: string;
  readonly key: string;
  readonly type: string;
  /** The condition of a row `v`, without the test for NULL. */
  readonly condition: string;
}

/** Filters of a column; none when the list does not filter by it. */
export function variablesOf(column: ModelColumn): FilterVariable[] {
  const { code, kind, shown, sqlType } = column;
  if (!column.filter || !column.inList) return [];
  const own = `v.${id(code)}`;
  switch (kind.filter) {
    case 'text':
      return [{ name: code, key: shown, type: 'nvarchar(200)', condition: `CHARINDEX(@${code}, ${own}) > 0` }];
    case 'multi':
      return [
        {
          name: code,
          key: shown,
          type: 'nvarchar(max)',
          condition:
            column.target === undefined
              ? `${own} IN (SELECT s.value FROM dbo.split(@${code}, N',') AS s)`
              : `${own} IN (SELECT TRY_CAST(s.value AS ${sqlType}) FROM dbo.split(@${code}, N',') AS s)`,
        },
      ];
    case 'checkbox':
      return [{ name: code, key: shown, type: 'bit', condition: `${own} = @${code}` }];
    case 'numberRange':
      return range(column, sqlType);
    case 'dateRange':
      return sqlType === 'date' ? range(column, 'date') : moments(column);
    default:
      return [];
  }
}

function range({ code, shown }: ModelColumn, type: string): FilterVariable[] {
  return [
    { name: `${code}From`, key: `${shown}_from`, type, condition: `v.${id(code)} >= @${code}From` },
    { name: `${code}To`, key: `${shown}_to`, type, condition: `v.${id(code)} <= @${code}To` },
  ];
}

/** Days of the visitor's clock, which come as moments in UTC. */
function moments({ code, shown }: ModelColumn): FilterVariable[] {
  return [
    { name: `${code}Since`, key: `${shown}_since`, type: 'datetime2(0)', condition: `v.${id(code)} >= @${code}Since` },
    { name: `${code}Before`, key: `${shown}_before`, type: 'datetime2(0)', condition: `v.${id(code)} < @${code}Before` },
  ];
}
