// Moving a cursor: where a FETCH goes, and what is there now.

import type { FetchCursor } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { intType } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import type { Cursor } from '../cursor.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { convertScalar } from '../scalar.ts';
import { evaluateAll } from '../statement-values.ts';

export interface Move {
  /** The position wanted; may lie outside the rows. */
  readonly to: number;
  /** Where to look when a dynamic cursor's row is gone. */
  readonly step: 1 | -1;
}

/** Where the FETCH goes. Throws 16911 for a cursor that only goes forward, 16925 for a dynamic one. */
export function* target(s: FetchCursor, cursor: Cursor, module: CompiledModule, call: CallFrame): Running<Move> {
  const { orientation } = s;
  if (!cursor.isScroll && orientation !== 'next') throw sqlError(16911, orientation);
  const { position, rows } = cursor;
  switch (orientation) {
    case 'next':
      return { to: position + 1, step: 1 };
    case 'prior':
      return { to: position - 1, step: -1 };
    case 'first':
      return { to: 0, step: 1 };
    case 'last':
      return { to: rows.length - 1, step: -1 };
    default: {
      if (orientation === 'absolute' && cursor.plan.sensitivity === 'dynamic') throw sqlError(16925, orientation);
      const [offset] = s.offset ? yield* evaluateAll(s, [s.offset], module, call, 'FETCH', (scalar) => convertScalar(scalar, intType)) : [];
      const n = Number(offset?.value ?? 0);
      if (orientation === 'relative') return { to: position + n, step: n < 0 ? -1 : 1 };
      return { to: n > 0 ? n - 1 : n < 0 ? Math.max(-1, rows.length + n) : -1, step: n < 0 ? -1 : 1 };
    }
  }
}

export interface Fetched {
  /** @@FETCH_STATUS: 0, -1 outside the rows, -2 for a row that is gone. */
  readonly status: 0 | -1 | -2;
  readonly row: readonly Value[] | undefined;
}
const OUTSIDE: Fetched = { status: -1, row: undefined };
const MISSING: Fetched = { status: -2, row: undefined };

/** Moves the cursor, and reads the row there as the cursor's kind sees it. */
export function* fetchRow(cursor: Cursor, { to, step }: Move): Running<Fetched> {
  for (let at = to; ; at += step) {
    if (at >= cursor.rows.length && step === 1 && cursor.plan.sensitivity === 'dynamic') yield* addNewRows(cursor);
    const row = cursor.rows[at];
    if (!row) {
      cursor.position = at < 0 ? -1 : cursor.rows.length;
      return OUTSIDE;
    }
    cursor.position = at;
    const values = currentValues(cursor, at, row);
    if (values) return { status: 0, row: values };
    if (cursor.plan.sensitivity !== 'dynamic') return MISSING;
  }
}

/** The values of a row now; undefined when it is gone. */
const currentValues = (cursor: Cursor, at: number, row: Value[]): readonly Value[] | undefined => {
  const { baseTable, reread } = cursor.plan;
  const base = cursor.bases[at];
  if (!base || !baseTable || !reread) return row;
  const now = baseTable(cursor.call).data.rows[base[0] as number];
  if (now === base) return row;
  if (!now) return undefined;
  const values = reread(cursor.call, now);
  if (!values) return undefined;
  cursor.rows[at] = values;
  cursor.bases[at] = now;
  return values;
};

/** A dynamic cursor at its end takes up the rows that have come after its last one meanwhile. */
function* addNewRows(cursor: Cursor): Running<void> {
  const { plan, bases } = cursor;
  const seen = new Set(bases.map((b) => b?.[0]));
  let rows: Value[][] = [];
  let added: (Row | undefined)[] = [];
  yield* plan.open(cursor.call, (values, base) => {
    if (base && seen.has(base[0])) {
      rows = [];
      added = [];
      return;
    }
    rows.push(values);
    added.push(base);
  });
  for (const values of rows) cursor.rows.push(values);
  for (const base of added) bases.push(base);
}
