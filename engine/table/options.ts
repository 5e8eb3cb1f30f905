// What may be chosen in a filter or an edited cell: the static list of the column, or what its dictionary procedure gives this visitor.

import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { FieldOption } from '../../renderer/commands.ts';
import { localText } from '../../renderer/locale.ts';
import { columnReader } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { callOptional } from '../call.ts';
import { procedureName } from './scope.ts';
import type { TableScope } from './scope.ts';

/** Whether the column's values come from a list. */
export function hasOptions(column: TableColumn): boolean {
  return (
    column.options !== undefined || column.dictionary !== undefined || column.filter?.type === 'select' || column.filter?.type === 'multi'
  );
}

/** The options of a column; empty when there is neither a list nor a procedure. */
export async function loadOptions(
  scope: TableScope,
  column: TableColumn,
  filters: ReadonlyMap<string, string> = new Map(),
): Promise<readonly FieldOption[]> {
  if (column.options !== undefined) {
    return column.options.map((option) => ({
      value: option.value,
      text: localText(scope.ctx.lang, option.text),
      ...(option.color === undefined ? {} : { color: option.color }),
      ...(option.icon === undefined ? {} : { icon: option.icon }),
      ...(option.group === undefined ? {} : { group: localText(scope.ctx.lang, option.group) }),
    }));
  }
  const own = column.dictionary?.procedure;
  const result = await callOptional(scope.ctx, {
    name: own === undefined ? procedureName(scope, `${column.code}_dict`) : own.includes('.') ? own : `${scope.definition.schema}.${own}`,
    values: { tableCode: scope.code, col: column.code },
    dictionary: filters,
    isRead: true,
  });
  const set = result?.sets[0];
  if (set === undefined) return [];
  const read = (...names: readonly string[]): ((row: Row) => string) => {
    const reader = names.map((name) => columnReader(set, name)).find((known) => known !== undefined);
    return (row) => String(reader?.(row) ?? '');
  };
  const [value, text, group, color, icon] = [
    read('Value', 'id'),
    read('Text', 'Name', 'Value'),
    read('Group'),
    read('Color'),
    read('Icon'),
  ] as const;
  return set.rows.map((row) => ({
    value: value(row),
    text: text(row),
    ...(group(row) === '' ? {} : { group: group(row) }),
    ...(color(row) === '' ? {} : { color: color(row) }),
    ...(icon(row) === '' ? {} : { icon: icon(row) }),
  }));
}
