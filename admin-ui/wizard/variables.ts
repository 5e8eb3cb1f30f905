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
      return range(column, 'date');
    default:
      return [];
  }
}

function range({ code, shown, kind, sqlType }: ModelColumn, type: string): FilterVariable[] {
  const isMoment = kind.filter === 'dateRange' && sqlType !== 'date';
  return [
    { name: `${code}From`, key: `${shown}_from`, type, condition: `v.${id(code)} >= @${code}From` },
    {
      name: `${code}To`,
      key: `${shown}_to`,
      type,
      // The last day counts to its end.
      condition: isMoment ? `v.${id(code)} < DATEADD(DAY, 1, CAST(@${code}To AS datetime2(0)))` : `v.${id(code)} <= @${code}To`,
    },
  ];
}
