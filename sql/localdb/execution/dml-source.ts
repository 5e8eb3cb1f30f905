// A data modification as a table source: `INSERT ... SELECT ... FROM (DELETE ... OUTPUT ...) AS d`.

import type { DmlTable } from '../parser/ast/index.ts';
import type { Value } from '../types/sql-type.ts';
import { sqlError } from '../types/errors.ts';
import { querySource } from './query-source.ts';
import type { CompiledQuery } from './compile-select.ts';
import { compileModification } from './dml/index.ts';
import { runNow } from './frame.ts';
import type { Frame, Running, Sink } from './frame.ts';
import type { Operator } from './operators/operator.ts';
import type { Scope, Source } from './scope.ts';

/** Runs the modification once and gives its OUTPUT rows. */
export const dmlRowsOperator = (node: DmlTable, scope: Scope): { source: Source; operator: Operator } => {
  const { statement } = scope;
  const made = compileModification(node.statement, statement);
  const { output } = made;
  if (!output) throw sqlError(10726);
  const slot = statement.newSlot();
  const source = querySource({ columns: output } as CompiledQuery, slot, { name: node.alias, columns: node.columns });
  function* run(f: Frame, sink: Sink): Running<boolean> {
    const rows: Value[][] = [];
    yield* made.run(f, (_f, values) => {
      rows.push(values);
    });
    for (const row of rows) {
      f.rows[slot] = row;
      if (sink(f) === true) return true;
    }
    return false;
  }
  return { source, operator: { slots: [slot], run, runNow: (f, sink) => runNow(run(f, sink)) } };
};
