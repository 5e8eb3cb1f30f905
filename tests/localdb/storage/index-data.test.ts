import { describe, expect, it } from 'vitest';
import type { IndexData } from '../../../sql/localdb/storage/index-data.ts';
import { UniqueViolation } from '../../../sql/localdb/storage/index-data.ts';
import type { Row } from '../../../sql/localdb/storage/table-data.ts';
import { TableData } from '../../../sql/localdb/storage/table-data.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';
import { bigintType, decimalType, floatType, nvarcharType, varcharType } from '../../../sql/localdb/types/sql-type.ts';
import { randomOf } from './random.ts';
import type { Key } from './tables.ts';
import { newIndex } from './tables.ts';

const rowsOf = (table: TableData): Row[] => table.rows.filter((row) => row !== undefined);

describe('IndexData', () => {
  it('agrees with a naive sorted list over columns of several types and directions', () => {
    const random = randomOf(11);
    const table = new TableData({ id: 1, isDurable: false, undo: 'transaction' });
    const index = newIndex('ix', [
      { slot: 1, type: varcharType(10) },
      { slot: 2, descending: true },
      { slot: 3, type: bigintType },
    ]);
    table.setIndexes([index], undefined);
    const value = (kind: number): Value => {
      if (random(8) === 0) return null;
      if (kind === 1) return ['a', 'A', 'b ', 'b', 'Cc', 'cC', 'd'][random(7)] as string;
      if (kind === 2) return random(5);
      return random(2) === 0 ? random(4) : 10n ** 17n + BigInt(random(4));
    };
    const fold = (v: Value): Value => (typeof v === 'string' ? v.trimEnd().toLowerCase() : v);
    const naive = (a: Value, b: Value): number => {
      const [x, y] = [fold(a), fold(b)];
      return x === y ? 0 : x === null ? -1 : y === null ? 1 : x < y ? -1 : 1;
    };
    const compare = (a: readonly Value[], b: readonly Value[], n = a.length): number => {
      for (let i = 0; i < n; i++) {
        const order = naive(a[i] as Value, b[i] as Value) * (i === 1 ? -1 : 1);
        if (order !== 0) return order;
      }
      return 0;
    };
    for (let round = 0; round < 300; round++) {
      for (let i = 0; i < 5; i++) {
        const all = rowsOf(table);
        const row = all[random(all.length || 1)];
        const action = random(4);
        if (action < 2 || row === undefined) table.insert([0, value(1), value(2), value(3)]);
        else if (action === 2) table.replace(row, [0, value(1), value(2), value(3)]);
        else {
          table.delete(row);
          table.release(row[0] as number);
        }
      }
      const sorted = rowsOf(table).sort((a, b) => compare(a.slice(1), b.slice(1)) || (a[0] as number) - (b[0] as number));
      const width = random(4);
      const prefix = (): { values: Value[]; isInclusive: boolean } | undefined =>
        random(5) === 0 ? undefined : { values: [value(1), value(2), value(3)].slice(0, width), isInclusive: random(2) === 0 };
      const [low, high, reverse] = [prefix(), prefix(), random(2) === 0];
      const expected = sorted.filter((row) => {
        const key = row.slice(1);
        const fromLow = low ? compare(low.values, key) : -1;
        const toHigh = high ? compare(high.values, key) : 1;
        return (fromLow < 0 || (fromLow === 0 && low?.isInclusive)) && (toHigh > 0 || (toHigh === 0 && high?.isInclusive));
      });
      if (reverse) expected.reverse();
      const visited: Row[] = [];
      index.range(
        low,
        high,
        (row) => {
          visited.push(row);
        },
        reverse,
      );
      expect(visited).toEqual(expected);
      const cursor = index.cursor(low, high, reverse);
      expect(expected.every((row) => cursor.next() === row) && cursor.next() === undefined).toBe(true);
      const probe = [value(1), value(2), value(3)].slice(0, width);
      expect(index.seekFirst(probe)).toBe(sorted.find((row) => compare(probe, row.slice(1)) === 0));
      const rebuilt = newIndex('copy', [
        { slot: 1, type: varcharType(10) },
        { slot: 2, descending: true },
        { slot: 3, type: bigintType },
      ]);
      rebuilt.build(table.rows);
      const copied: Row[] = [];
      rebuilt.range(undefined, undefined, (row) => {
        copied.push(row);
      });
      expect(copied).toEqual(sorted);
    }
  });

  it('stops a range when told to', () => {
    const index = newIndex('ix', [{ slot: 1 }]);
    for (let i = 0; i < 500; i++) index.add([i, i]);
    const seen: Value[] = [];
    index.range({ values: [100], isInclusive: false }, undefined, (row) => {
      seen.push(row[1] as Value);
      return seen.length === 3;
    });
    expect(seen).toEqual([101, 102, 103]);
  });

  it('takes NULL for equal to NULL in a unique index, and strings for equal as the collation has it', () => {
    const index = newIndex(
      'ux',
      [
        { slot: 1, type: nvarcharType(10) },
        { slot: 2, type: decimalType(10, 2) },
      ],
      { isUnique: true },
    );
    index.add([0, null, 1]);
    index.add([1, 'Ab', null]);
    expect(() => index.add([2, null, 1])).toThrow(UniqueViolation);
    expect(() => index.add([3, 'aB ', null])).toThrow(UniqueViolation);
    index.add([4, null, 2]);
    expect(index.size).toBe(3);
  });

  it('keeps only the rows of its filter', () => {
    const table = new TableData({ id: 1, isDurable: false, undo: 'transaction' });
    const index = newIndex('ux', [{ slot: 1 }], { isUnique: true, filter: (row) => row[2] === 1 });
    table.setIndexes([index], undefined);
    const a = table.insert([0, 5, 1]);
    const b = table.insert([0, 5, 0]);
    expect(() => table.replace(b, [0, 5, 1])).toThrow(UniqueViolation);
    table.replace(a, [0, 5, 0]);
    table.replace(b, [0, 5, 1]);
    expect(index.size).toBe(1);
    expect(index.seekFirst([5])?.[0]).toBe(b[0]);
  });

  it('leaves the table as it was when a build finds duplicates', () => {
    const table = new TableData({ id: 1, isDurable: false, undo: 'transaction' });
    for (const n of [3, 1, 3]) table.insert([0, n]);
    expect(() => table.setIndexes([newIndex('ux', [{ slot: 1 }], { isUnique: true })], undefined)).toThrow(UniqueViolation);
    expect(table.indexes).toEqual([]);
  });
});

describe('IndexData.build', () => {
  const random = randomOf(99);
  const values: Record<string, () => Value> = {
    'small numbers with many repeats': () => (random(10) === 0 ? null : random(50) - 25),
    'wide fractions': () => (random(10) === 0 ? null : (random(1e9) / 1e6) ** 5 - 1e9),
    'numbers and bigints': () => (random(3) === 0 ? 10n ** 20n + BigInt(random(100)) : random(1000) - 500),
    'only NULL': () => null,
  };
  for (const [name, value] of Object.entries(values)) {
    for (const descending of [false, true]) {
      it(`sorts ${name}${descending ? ', descending' : ''}`, () => {
        const rows = Array.from({ length: 5000 }, (_, i): Row => [i, value(), random(100)]);
        const columns = [{ slot: 1, descending, type: name.includes('frac') ? floatType : decimalType(38, 0) }, { slot: 2 }];
        expect(build(columns, rows)).toEqual(inserted(columns, rows));
        const single = columns.slice(0, 1);
        expect(build(single, rows)).toEqual(inserted(single, rows));
      });
    }
  }

  it('sorts few and many distinct strings, of equal ones too', () => {
    for (const distinct of [50, 100_000]) {
      const rows = Array.from(
        { length: 5000 },
        (_, i): Row => [i, random(20) === 0 ? null : `${'aAbB'[random(4)]}${random(distinct)}`, random(100)],
      );
      const columns = [{ slot: 1, descending: true, type: varcharType(20) }, { slot: 2 }];
      expect(build(columns, rows)).toEqual(inserted(columns, rows));
    }
  });
});

const content = (index: IndexData): Row[] => {
  const rows: Row[] = [];
  index.range(undefined, undefined, (row) => {
    rows.push(row);
  });
  return rows;
};
const build = (columns: readonly Key[], rows: readonly Row[]): Row[] => {
  const index = newIndex('ix', columns);
  index.build(rows);
  return content(index);
};
const inserted = (columns: readonly Key[], rows: readonly Row[]): Row[] => {
  const index = newIndex('ix', columns);
  for (const row of rows) index.add(row);
  return content(index);
};
