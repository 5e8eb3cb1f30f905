// A declared cursor: its definition, its rows while it is open, and its position.

import type { Table } from '../catalog/model.ts';
import type { Row } from '../storage/table-data.ts';
import type { Value } from '../types/sql-type.ts';
import type { OutputColumn } from './client.ts';
import type { CallFrame, Running } from './frame.ts';

/**
 * What a cursor sees of later changes. 'static': nothing. 'keyset': new values of its rows, and that they are gone.
 * 'dynamic': the query as it is now, going on from the cursor's place.
 */
export type Sensitivity = 'static' | 'keyset' | 'dynamic';

export interface CursorPlan {
  readonly columns: readonly OutputColumn[];
  readonly sensitivity: Sensitivity;
  /** Runs the query, giving each row and, for a query of one table, the row of the table behind it. */
  readonly open: (call: CallFrame, add: (values: Value[], base: Row | undefined) => void) => Running<void>;
  /** The single table behind the cursor. */
  readonly baseTable?: (call: CallFrame) => Table;
  /** The values for a row of the table as it is now; undefined when a dynamic cursor's query does not give it any more. */
  readonly reread?: (call: CallFrame, base: Row) => Value[] | undefined;
}

export class Cursor {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly isScroll: boolean;
  readonly isReadOnly: boolean;
  readonly plan: CursorPlan;
  /** The call whose variables the query reads: as they were when the cursor was declared. */
  readonly call: CallFrame;
  /** Columns of FOR UPDATE OF, in lower case; undefined for all. */
  readonly updatableColumns: ReadonlySet<string> | undefined;
  /** Names and variables that refer to it; freed at zero. */
  references = 1;
  isOpen = false;
  rows: Value[][] = [];
  bases: (Row | undefined)[] = [];
  /** -1 before the first row, rows.length after the last. */
  position = -1;
  constructor(options: {
    name: string;
    isGlobal: boolean;
    isScroll: boolean;
    isReadOnly: boolean;
    plan: CursorPlan;
    call: CallFrame;
    updatableColumns?: ReadonlySet<string> | undefined;
  }) {
    this.name = options.name;
    this.isGlobal = options.isGlobal;
    this.isScroll = options.isScroll;
    this.isReadOnly = options.isReadOnly;
    this.plan = options.plan;
    this.call = options.call;
    this.updatableColumns = options.updatableColumns;
  }
}
