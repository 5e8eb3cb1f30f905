// WHERE CURRENT OF: the row on which an updatable cursor stands.

import type { CurrentOf } from '../../parser/ast/index.ts';
import { currentRow } from '../cursor-lookup.ts';
import type { Frame, Sink } from '../frame.ts';
import type { Operator } from '../operators/operator.ts';
import type { StatementContext } from '../scope.ts';

/** The cursor's row as the only row at the target's slot. */
export const cursorRow = (e: CurrentOf, slot: number, tableIndex: number, statement: StatementContext): Operator => {
  const { module } = statement;
  const reference = { name: e.cursor, isGlobal: e.isGlobal };
  const run = (f: Frame, sink: Sink): boolean => {
    const table = f.tables[tableIndex];
    if (!table) throw new Error(`table ${tableIndex} of the plan is missing`);
    f.rows[slot] = currentRow(reference, table, module, f.call);
    return sink(f) === true;
  };
  return {
    slots: [slot],
    // biome-ignore lint/correctness/useYield: one row gives no reason to pause
    *run(f, sink) {
      return run(f, sink);
    },
    runNow: run,
  };
};
