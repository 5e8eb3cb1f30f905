import { describe, expect, it } from 'vitest';

import { UniqueViolation } from '../../../sql/localdb/storage/index-data.ts';
import { openStore } from '../../../sql/localdb/storage/store.ts';
import type { Row } from '../../../sql/localdb/storage/table-data.ts';
import { Transaction } from '../../../sql/localdb/storage/transaction.ts';
import { varcharType } from '../../../sql/localdb/types/sql-type.ts';
import { randomOf } from './random.ts';
import { contentOf, insertRows, newIndex, newTable } from './tables.ts';

const memory = openStore(undefined);
const find = (table: ReturnType<typeof newTable>, key: number): Row => table.clustered?.seekFirst([key]) as Row;

describe('Transaction', () => {
  it('agrees with a model over random changes, savepoints, statement failures and rollbacks', () => {
    const random = randomOf(5);
    const table = newTable();
    const byKey = (model: Map<number, Row>): Row[] => [...model.values()].sort((a, b) => (a[0] as number) - (b[0] as number));
    let committed = new Map<number, Row>();
    for (let round = 0; round < 50; round++) {
      const transaction = new Transaction(memory);
      let model = new Map(committed);
      const savepoints: { mark: number; model: Map<number, Row> }[] = [{ mark: transaction.mark(), model: new Map(model) }];
      for (let i = 0; i < 40; i++) {
        const statement = { mark: transaction.mark(), model: new Map(model) };
        try {
          for (let j = random(4); j >= 0; j--) {
            const key = random(60);
            const row: Row = [key, ['x', 'Y', null][random(3)] as string | null, random(10)];
            const old = table.clustered?.seekFirst([key]);
            switch (random(5)) {
              case 0:
              case 1:
                transaction.insert(table, [0, ...row]);
                model.set(key, row);
                break;
              case 2:
                if (!old) break;
                transaction.delete(table, old);
                model.delete(key);
                break;
              case 3: {
                if (!old) break;
                const other = random(60);
                transaction.update(table, old, [0, other, ...row.slice(1)]);
                model.delete(key);
                model.set(other, [other, ...row.slice(1)]);
                break;
              }
              default: {
                const olds = table.rows.filter((r) => r !== undefined);
                transaction.updateMany(
                  table,
                  olds,
                  olds.map((r) => [0, (r[1] as number) + 1, r[2] ?? null, r[3] ?? null]),
                );
                model = new Map([...model].map(([k, r]) => [k + 1, [k + 1, ...r.slice(1)]]));
                if (random(30) === 0) {
                  transaction.truncate(table);
                  model.clear();
                }
              }
            }
          }
        } catch (error) {
          if (!(error instanceof UniqueViolation)) throw error;
          transaction.rollbackTo(statement.mark);
          model = statement.model;
        }
        expect(contentOf(table)).toEqual(byKey(model));
        if (random(6) === 0) savepoints.push({ mark: transaction.mark(), model: new Map(model) });
        if (random(12) === 0) {
          const back = savepoints[random(savepoints.length)] as (typeof savepoints)[number];
          savepoints.length = savepoints.indexOf(back) + 1;
          transaction.rollbackTo(back.mark);
          model = new Map(back.model);
          expect(contentOf(table)).toEqual(byKey(model));
        }
      }
      if (random(2) === 0) {
        transaction.commit();
        committed = model;
      } else transaction.rollback();
      expect(contentOf(table)).toEqual(byKey(committed));
    }
  });

  it('moves unique keys among rows in one change, and undoes it', () => {
    const table = newTable();
    insertRows(memory, table, [
      [1, 'a', 0],
      [2, 'b', 0],
      [3, 'c', 0],
    ]);
    const transaction = new Transaction(memory);
    const olds = table.rows.filter((row) => row !== undefined);
    transaction.updateMany(
      table,
      olds,
      olds.map((row) => [0, (row[1] as number) + 1, row[2] ?? null, 0]),
    );
    expect(contentOf(table)).toEqual([
      [2, 'a', 0],
      [3, 'b', 0],
      [4, 'c', 0],
    ]);
    transaction.rollback();
    expect(contentOf(table)).toEqual([
      [1, 'a', 0],
      [2, 'b', 0],
      [3, 'c', 0],
    ]);
  });

  it('does nothing by half when many rows violate a unique index', () => {
    const table = newTable();
    insertRows(memory, table, [
      [1, 'a', 0],
      [2, 'b', 1],
      [9, 'c', 2],
    ]);
    const transaction = new Transaction(memory);
    const olds = [find(table, 1), find(table, 2)];
    let violation: unknown;
    try {
      transaction.updateMany(table, olds, [
        [0, 5, 'q', 7],
        [0, 9, 'r', 8],
      ]);
    } catch (error) {
      violation = error;
    }
    expect(violation).toBeInstanceOf(UniqueViolation);
    expect((violation as UniqueViolation).index.name).toBe('pk');
    expect((violation as UniqueViolation).row[1]).toBe(9);
    expect(contentOf(table)).toEqual([
      [1, 'a', 0],
      [2, 'b', 1],
      [9, 'c', 2],
    ]);
  });

  it('does not give the id of a deleted row to another before the deletion is committed', () => {
    const table = newTable();
    insertRows(memory, table, [
      [1, 'a', 0],
      [2, 'b', 0],
      [3, 'c', 0],
    ]);
    const deleting = new Transaction(memory);
    deleting.delete(table, find(table, 2));
    insertRows(memory, table, [[4, 'd', 0]]);
    deleting.rollback();
    expect(contentOf(table).map((row) => row[0])).toEqual([1, 2, 3, 4]);
  });

  it('undoes table variables with their statement only', () => {
    const table = newTable(-1, { isDurable: false, undo: 'statement' });
    const other = newTable();
    const transaction = new Transaction(memory);
    let mark = transaction.mark();
    transaction.insert(table, [0, 1, 'a', 0]);
    transaction.insert(other, [0, 1, 'a', 0]);
    transaction.endStatement(mark);
    mark = transaction.mark();
    transaction.insert(table, [0, 2, 'b', 0]);
    transaction.rollbackTo(mark);
    expect(contentOf(table)).toEqual([[1, 'a', 0]]);
    transaction.rollback();
    expect(contentOf(table)).toEqual([[1, 'a', 0]]);
    expect(contentOf(other)).toEqual([]);
  });

  it('keeps the identity over a rollback, but not over that of a TRUNCATE', () => {
    const table = newTable();
    table.identity = 7;
    const transaction = new Transaction(memory);
    transaction.truncate(table);
    expect(table.identity).toBe(null);
    transaction.rollback();
    expect(table.identity).toBe(7);
  });

  it('changes the form of rows and the indexes, and undoes both', () => {
    const table = newTable();
    insertRows(memory, table, [
      [2, 'b', 1],
      [1, 'a', 2],
    ]);
    const before = contentOf(table);
    const { indexes } = table;
    const transaction = new Transaction(memory);
    transaction.insert(table, [0, 3, 'c', 3]);
    const key = newIndex('pk2', [{ slot: 2 }], { isUnique: true });
    transaction.alterTable(table, { indexes: [key], clustered: key, map: (row) => [0, row[2] ?? null, row[1] ?? null, 'new'] });
    transaction.insert(table, [0, 'z', 0, 'x']);
    expect(contentOf(table)).toEqual([
      ['z', 0, 'x'],
      ['a', 1, 'new'],
      ['b', 2, 'new'],
      ['c', 3, 'new'],
    ]);
    const more = newIndex('more', [{ slot: 1, type: varcharType(5) }]);
    transaction.alterTable(table, { indexes: [key, more], clustered: key });
    expect(more.size).toBe(4);
    transaction.rollback();
    expect(contentOf(table)).toEqual(before);
    expect(table.indexes).toBe(indexes);
  });

  it('runs the undoing of the catalogue in reverse order with that of the rows', () => {
    const steps: string[] = [];
    const transaction = new Transaction(memory);
    transaction.logUndo(() => steps.push('first'));
    const mark = transaction.mark();
    transaction.logUndo(() => steps.push('second'));
    transaction.logUndo(() => steps.push('third'));
    transaction.rollbackTo(mark);
    expect(steps).toEqual(['third', 'second']);
    transaction.rollback();
    expect(steps).toEqual(['third', 'second', 'first']);
    expect(transaction.hasChanges).toBe(false);
  });

  it('scans in the order of the clustered index however rows came', () => {
    const table = newTable();
    insertRows(memory, table, [
      [5, 'a', 0],
      [9, 'b', 0],
    ]);
    expect(table.isHeapInClusteredOrder).toBe(true);
    insertRows(memory, table, [[7, 'c', 0]]);
    expect(table.isHeapInClusteredOrder).toBe(false);
    expect(table.orderedRows().map((row) => row?.[1])).toEqual([5, 7, 9]);
    const cursor = table.cursor(true);
    expect([cursor.next()?.[1], cursor.next()?.[1], cursor.next()?.[1], cursor.next()]).toEqual([9, 7, 5, undefined]);
  });

  it('fills the freed places of a heap without a clustered index, lowest first', () => {
    const table = newTable();
    table.setIndexes([], undefined);
    insertRows(memory, table, [
      [1, 'a', 0],
      [2, 'b', 0],
      [3, 'c', 0],
      [4, 'd', 0],
    ]);
    const transaction = new Transaction(memory);
    for (const id of [2, 1]) transaction.delete(table, table.rows[id] as Row);
    transaction.commit();
    insertRows(memory, table, [
      [5, 'e', 0],
      [6, 'f', 0],
      [7, 'g', 0],
    ]);
    expect(contentOf(table).map((row) => row[0])).toEqual([1, 5, 6, 4, 7]);
  });
});
