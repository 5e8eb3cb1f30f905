// INSERT, UPDATE, DELETE and MERGE as statements: each all or nothing, with its OUTPUT sent to the client.

import { compileDml } from '../dml/index.ts';
import { runTruncate } from '../dml/truncate.ts';
import type { DmlStatement, Truncate } from '../../parser/ast/index.ts';
import type { Value } from '../../types/sql-type.ts';
import { CURRENT_COMMAND } from '../client.ts';
import { endStatement } from '../end-statement.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { lockTables, openFrame, prepareFrame } from '../statement-plan.ts';
import { atomically } from '../transaction-state.ts';
import { executeInto } from './execute.ts';
import { outputColumns } from './select.ts';

export function* runDml(s: DmlStatement, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  const plan = module.plan(s, call, (m) => compileDml(s, m));
  const collected: Value[][] = [];
  const count = yield* atomically(session, call.sink, function* () {
    const release = yield* lockTables(plan, session);
    try {
      const frame = openFrame(plan, call);
      if (plan.preparations.length > 0) yield* prepareFrame(plan, frame);
      return yield* plan.run(
        frame,
        plan.output
          ? (_f, values) => {
              collected.push(values);
            }
          : undefined,
        {
          executeInto: (c, statement, add) => executeInto(c, statement, module, add),
        },
      );
    } finally {
      release();
    }
  });
  if (plan.output) {
    // Rows of a statement that failed are not shown, so they wait until it is done.
    call.sink.columns(outputColumns(plan.output));
    const { work } = session;
    for (const row of collected) {
      call.sink.row(row);
      if (++work.count > work.limit && work.isDue()) yield call.sink.drained();
    }
  }
  endStatement(call, count, CURRENT_COMMAND[s.kind]);
  return undefined;
}

export function* runTruncateTable(s: Truncate, module: CompiledModule, call: CallFrame): Running<Flow> {
  yield* atomically(call.session, call.sink, () => runTruncate(s, module, call));
  endStatement(call, undefined, CURRENT_COMMAND.none);
  return undefined;
}
