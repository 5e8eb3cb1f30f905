// What the compilers of the data modifications give, and what they are given from above.

import type { Execute, ExecuteString } from '../../parser/ast/index.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { Emit, QueryColumn } from '../compile-select.ts';
import type { CallFrame, Frame, Running } from '../frame.ts';

export interface CompiledDml {
  /** Columns of an OUTPUT clause without INTO, whose rows go to the client. */
  readonly output: readonly QueryColumn[] | undefined;
  /** Runs inside a transaction and a statement mark; gives the number of rows affected. */
  run(frame: Frame, emit: Emit | undefined, options?: DmlOptions): Running<number>;
}

export interface DmlOptions {
  /**
   * Runs a procedure or text for INSERT ... EXEC and gives its rows; `types` is the same array for all rows of one result
   * set, which is announced by its first row.
   */
  readonly executeInto?: (
    call: CallFrame,
    statement: Execute | ExecuteString,
    add: (values: readonly Value[], types: readonly SqlType[]) => void,
  ) => Running<void>;
}
