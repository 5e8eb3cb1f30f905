// A declared cursor: its definition, its rows while it is open, and its position.

import type { Table } from '../catalog/model.ts';
import type { Row } from '../storage/table-data.ts';
import type { Value } from '../types/sql-type.ts';
import type { OutputColumn } from './client.ts';
import type { CallFrame, Running } from './frame.ts';

export interface CursorPlan {
  readonly columns: readonly OutputColumn[];
  /** Runs the query, giving each row and, for an updatable cursor, the row of the table behind it. */
  readonly open: (call: CallFrame, add: (values: Value[], base: Row | undefined) => void) => Running<void>;
  /** The single table behind an updatable cursor. */
  readonly baseTable?: (call: CallFrame) => Table;
}

export class Cursor {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly isScroll: boolean;
  readonly isReadOnly: boolean;
  readonly plan: CursorPlan;
  /** The call whose variables the query reads. */
  readonly call: CallFrame;
  /** Names and variables that refer to it; freed at zero. */
  references = 1;
  isOpen = false;
  rows: Value[][] = [];
  bases: (Row | undefined)[] = [];
  /** -1 before the first row, rows.length after the last. */
  position = -1;
  constructor(options: { name: string; isGlobal: boolean; isScroll: boolean; isReadOnly: boolean; plan: CursorPlan; call: CallFrame }) {
    this.name = options.name;
    this.isGlobal = options.isGlobal;
    this.isScroll = options.isScroll;
    this.isReadOnly = options.isReadOnly;
    this.plan = options.plan;
    this.call = options.call;
  }
}
