// FETCH ... INTO: the columns of a cursor into variables, converted to their types.

import type { FetchCursor } from '../../parser/ast/index.ts';
import { converter, implicitConversion } from '../../types/convert.ts';
import type { Converter } from '../../types/convert.ts';
import { sqlError } from '../../types/errors.ts';
import type { Value } from '../../types/sql-type.ts';
import type { OutputColumn } from '../client.ts';
import type { Cursor } from '../cursor.ts';
import type { CallFrame } from '../frame.ts';
import type { CompiledModule } from '../module.ts';

interface Target {
  readonly slot: number;
  readonly convert: Converter;
}
interface Binding {
  readonly columns: readonly OutputColumn[];
  readonly targets: readonly Target[];
}

const BINDINGS = new WeakMap<FetchCursor, Binding>();

/** What assigns a fetched row. Throws 16924 when the counts differ, 16922 for types that do not convert. */
export const assignFetched = (
  s: FetchCursor,
  into: readonly string[],
  cursor: Cursor,
  module: CompiledModule,
): ((row: readonly Value[], call: CallFrame) => void) => {
  const { columns } = cursor.plan;
  let binding = BINDINGS.get(s);
  if (binding?.columns !== columns) {
    binding = { columns, targets: bind(into, columns, module) };
    BINDINGS.set(s, binding);
  }
  const { targets } = binding;
  return (row, call) => {
    for (let i = 0; i < targets.length; i++) {
      const { slot, convert } = targets[i] as Target;
      const value = row[i] ?? null;
      call.variables[slot] = value === null ? null : convert(value, call.session);
    }
  };
};

const bind = (into: readonly string[], columns: readonly OutputColumn[], module: CompiledModule): Target[] => {
  const variables = into.map((name) => module.variables.scalar(name));
  if (variables.length !== columns.length) throw sqlError(16924);
  return variables.map(({ slot, type }, i) => {
    const from = columns[i]?.type ?? type;
    const kind = implicitConversion(from, type);
    if (kind === 'none' || kind === 'explicit') throw sqlError(16922, from.name, type.name);
    return { slot, convert: converter(from, type) };
  });
};
