// One execution of a statement that writes rows: the physical changes with everything that they bring about in other
// tables, the checks that wait for the statement's end, and the triggers that fire after it.

import type { Row, TableData } from '../../storage/table-data.ts';
import { UniqueViolation } from '../../storage/index-data.ts';
import type { Transaction } from '../../storage/transaction.ts';
import type { Exact, Value } from '../../types/sql-type.ts';
import type { Evaluate, Frame, Running } from '../frame.ts';
import { brokenCheck, duplicateKey, indexOf, nullNotAllowed, stillReferenced } from './constraint-errors.ts';
import type { StatementName } from './constraint-errors.ts';
import { checkReferences, isKeyTaken, visitChildren } from './foreign-keys.ts';
import type { Referencing } from './foreign-keys.ts';
import { nextIdentity, noteIdentity } from './identity.ts';
import { nextRowVersion } from './row-version.ts';
import type { DeleteRules, RowRules, TableWriter, UpdateRules } from './table-writer.ts';
import { fireAfter } from './triggers.ts';

/** Rows that are changed between two looks at the clock. */
const CHUNK = 1000;

export class WriteRun {
  readonly frame: Frame;
  readonly transaction: Transaction;
  readonly statement: StatementName;
  private readonly deferred: (() => Running<void>)[] = [];
  private readonly cascaded: (() => Running<void>)[] = [];

  constructor(frame: Frame, statement: StatementName) {
    const { transaction } = frame.session;
    if (!transaction) throw new Error('a data modification outside a transaction');
    this.frame = frame;
    this.transaction = transaction;
    this.statement = statement;
  }

  dataOf(writer: TableWriter): TableData {
    const table = this.frame.tables[writer.tableIndex];
    if (!table) throw new Error(`table ${writer.names.short} of the plan is missing`);
    return table.data;
  }

  /** Inserts rows that hold their given values and defaults; gives those that are in the table then. */
  *insert(
    writer: TableWriter,
    rules: RowRules,
    rows: Row[],
    options: { explicitIdentity: boolean; setsIdentity: boolean },
  ): Running<Row[]> {
    const { frame, transaction } = this;
    const { session, work } = frame;
    const data = this.dataOf(writer);
    const { identity } = writer;
    let kept = rows;
    let isDuplicateIgnored = false;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      if (identity) {
        if (options.explicitIdentity) {
          const value = row[identity.slot] as Exact | null;
          if (value === null) throw nullNotAllowed(this.columnName(writer, identity.slot), writer.names, 'INSERT');
          noteIdentity(data, identity, value);
        } else row[identity.slot] = nextIdentity(data, identity);
        if (options.setsIdentity) {
          session.lastIdentity = row[identity.slot] as Exact;
          frame.call.scopeIdentity = session.lastIdentity;
        }
      }
      this.complete(writer, rules, row, 'INSERT');
      try {
        transaction.insert(data, row);
      } catch (error) {
        if (!(error instanceof UniqueViolation)) throw error;
        if (!writer.ignoresDuplicates || !indexOf(writer.definition, error.index.name)?.ignoreDuplicateKey)
          throw this.located(writer, error);
        if (kept === rows) kept = rows.slice(0, i);
        isDuplicateIgnored = true;
        continue;
      }
      if (kept !== rows) kept.push(row);
      if (rules.checks.length > 0) this.check(writer, rules, row);
      if (++work.count > work.limit && work.isDue()) yield;
    }
    if (isDuplicateIgnored)
      frame.call.sink.info({
        number: 3604,
        severity: 0,
        state: 1,
        text: 'Duplicate key was ignored.',
        line: 0,
        procedure: frame.call.procedure,
      });
    if (rules.references.length > 0 && kept.length > 0)
      this.deferred.push(() => checkReferences(frame, rules.references, kept, undefined, this.statement));
    return kept;
  }

  /** Puts new forms (`rows`) in the places of old ones. With `isCascade` references are checked even where they stay the same. */
  *update(writer: TableWriter, rules: UpdateRules, olds: Row[], rows: Row[], isCascade = false): Running<void> {
    const { frame, transaction } = this;
    const { work } = frame;
    const data = this.dataOf(writer);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      row[0] = (olds[i] as Row)[0] as number;
      this.complete(writer, rules, row, 'UPDATE');
      if (++work.count > work.limit && work.isDue()) yield;
    }
    try {
      if (rows.length <= CHUNK) transaction.updateMany(data, olds, rows);
      else if (rules.movesKeys) {
        // A key may go from one row to another, so all leave their places before the first takes a new one.
        yield* this.inChunks(olds, rows, (from, to) => transaction.takeOut(data, from, to));
        yield* this.inChunks(olds, rows, (from, to) => transaction.putBack(data, from, to));
      } else yield* this.inChunks(olds, rows, (from, to) => transaction.updateMany(data, from, to));
    } catch (error) {
      throw error instanceof UniqueViolation ? this.located(writer, error) : error;
    }
    if (rules.checks.length > 0) {
      for (let i = 0; i < rows.length; i++) {
        this.check(writer, rules, rows[i] as Row);
        if (++work.count > work.limit && work.isDue()) yield;
      }
    }
    if (rules.references.length > 0)
      this.deferred.push(() => checkReferences(frame, rules.references, rows, isCascade ? undefined : olds, this.statement));
    for (const r of rules.referencing) {
      const moved: number[] = [];
      for (let i = 0; i < rows.length; i++) {
        if (r.key.referencedColumns.some((slot) => (olds[i] as Row)[slot] !== (rows[i] as Row)[slot])) moved.push(i);
        if (++work.count > work.limit && work.isDue()) yield;
      }
      if (moved.length > 0)
        yield* this.follow(
          r,
          moved.map((i) => olds[i] as Row),
          moved.map((i) => rows[i] as Row),
        );
    }
  }

  private *inChunks(
    olds: readonly Row[],
    rows: readonly Row[],
    change: (olds: readonly Row[], rows: readonly Row[]) => void,
  ): Running<void> {
    const { work } = this.frame;
    for (let i = 0; i < rows.length; i += CHUNK) {
      change(olds.slice(i, i + CHUNK), rows.slice(i, i + CHUNK));
      if (work.isDue()) yield;
    }
  }

  *delete(writer: TableWriter, rules: DeleteRules, rows: readonly Row[]): Running<void> {
    const { frame, transaction } = this;
    const { work } = frame;
    const data = this.dataOf(writer);
    for (let i = 0; i < rows.length; i++) {
      transaction.delete(data, rows[i] as Row);
      if (++work.count > work.limit && work.isDue()) yield;
    }
    if (rows.length === 0) return;
    for (const r of rules.referencing) yield* this.follow(r, rows, undefined);
  }

  /** The checks that need all changes made, and the triggers of tables that cascades reached. */
  *finish(): Running<void> {
    for (let i = 0; i < this.deferred.length; i++) yield* (this.deferred[i] as () => Running<void>)();
    for (const fire of this.cascaded) yield* fire();
  }

  // -- rows that refer to changed ones

  private *follow(r: Referencing, olds: readonly Row[], news: readonly Row[] | undefined): Running<void> {
    const { frame } = this;
    if (r.action === 'noAction') {
      this.deferred.push(() => this.refuse(r, olds));
      return;
    }
    const children: Row[] = [];
    const parents: number[] = [];
    yield* visitChildren(frame, r, olds, (child, parent) => {
      children.push(child);
      parents.push(parent);
    });
    if (children.length === 0) return;
    const { child, key } = r;
    if (r.deletion) {
      yield* this.delete(child, r.deletion, children);
      this.fireCascaded(child, 'delete', [], children, new Set());
      return;
    }
    if (!r.update) throw new Error(`foreign key ${key.name} has no rules for its action`);
    const rows = children.map((old, i) => {
      const row = old.slice();
      key.columns.forEach((slot, position) => {
        row[slot] =
          r.action === 'cascade' && news
            ? ((news[parents[i] as number] as Row)[key.referencedColumns[position] as number] as Value)
            : r.action === 'setDefault'
              ? (r.defaults?.[position]?.(frame) ?? null)
              : null;
      });
      return row;
    });
    yield* this.update(child, r.update, children, rows, true);
    const columns = new Set(child.definition.columns.filter((c) => key.columns.includes(c.slot)).map((c) => c.id));
    this.fireCascaded(child, 'update', rows, children, columns);
  }

  private fireCascaded(
    writer: TableWriter,
    event: 'update' | 'delete',
    inserted: readonly Row[],
    deleted: readonly Row[],
    updatedColumns: ReadonlySet<number>,
  ): void {
    const triggers = writer.triggers(event, 'after');
    if (triggers.length > 0)
      this.cascaded.push(() => fireAfter(this.frame, triggers, writer.definition, { inserted, deleted, updatedColumns }));
  }

  /** NO ACTION: throws 547 when a row still refers to a key that is gone. */
  private *refuse(r: Referencing, olds: readonly Row[]): Running<void> {
    let isReferenced = false;
    yield* visitChildren(this.frame, r, olds, (_child, parent) => {
      if (isKeyTaken(this.frame, r, olds[parent] as Row)) return false;
      isReferenced = true;
      return true;
    });
    if (isReferenced) throw stillReferenced(r.key, r.child.definition, r.child.names, r.isSameTable, this.statement);
  }

  // -- one row

  /** Fills in what the row's other values determine. Throws 515. */
  private complete(writer: TableWriter, rules: RowRules, row: Row, event: 'INSERT' | 'UPDATE'): void {
    const { frame } = this;
    const { computed, required } = rules;
    if (computed.length > 0) {
      frame.rows[writer.slot] = row;
      for (let i = 0; i < computed.length; i++) {
        const { slot, evaluate } = computed[i] as { slot: number; evaluate: Evaluate };
        row[slot] = evaluate(frame);
      }
    }
    if (rules.rowVersion !== undefined) row[rules.rowVersion] = nextRowVersion(writer.database);
    for (let i = 0; i < required.length; i++) {
      const column = required[i] as { slot: number; name: string };
      if (row[column.slot] === null) throw nullNotAllowed(column.name, writer.names, event);
    }
  }

  /** Throws 547 for the first CHECK constraint that is false. */
  private check(writer: TableWriter, rules: RowRules, row: Row): void {
    const { frame } = this;
    frame.rows[writer.slot] = row;
    for (const { check, test } of rules.checks) {
      if (test(frame) === false) throw brokenCheck(check, writer.definition, writer.names, this.statement);
    }
  }

  private located(writer: TableWriter, violation: UniqueViolation): Error {
    return duplicateKey(violation, writer.definition, writer.names, this.frame.session);
  }

  private columnName(writer: TableWriter, slot: number): string {
    return writer.definition.columns.find((c) => c.slot === slot)?.name ?? '';
  }
}
