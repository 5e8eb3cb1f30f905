// Ranking and offset functions over a window: ROW_NUMBER, RANK, NTILE, LAG, FIRST_VALUE, PERCENTILE_CONT and the like.

import type { WindowSpecification } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { bigintType, floatType, intType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { compileExpression } from './compile-expression.ts';
import type { Frame, Running } from './frame.ts';
import { convertScalar } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';
import type { SortKey } from './sorting.ts';

/** One partition in its order. */
export interface Partition {
  readonly size: number;
  readonly frame: Frame;
  /** The frame with row i's values set. */
  at(i: number): Frame;
  /** Whether two rows are equal in the window's order. */
  isPeer(a: number, b: number): boolean;
  /** The first ORDER BY value of a row. */
  orderValue(i: number): Value;
}
export type Computation = (partition: Partition, set: (i: number, value: Value) => void) => Running<void>;

interface Window {
  readonly order: readonly SortKey[];
  readonly frame: WindowSpecification['frame'];
  readonly ignoreNulls: boolean;
  readonly scope: Scope;
}
type Ranking = (args: readonly Scalar[], window: Window) => { type: SqlType; compute: Computation; isNotNull: boolean };

const argument = (args: readonly Scalar[], i: number, name: string): Scalar => {
  const found = args[i];
  if (!found) throw sqlError(174, name, i + 1);
  return found;
};

/** The first argument's value for each row. */
function* valuesOf(p: Partition, value: Scalar): Running<Value[]> {
  const { work } = p.frame;
  const values = new Array<Value>(p.size);
  for (let i = 0; i < p.size; i++) {
    values[i] = value.evaluate(p.at(i));
    if (++work.count > work.limit && work.isDue()) yield;
  }
  return values;
}

/** Gives each row in turn its value. */
function* setEach(p: Partition, set: (i: number, value: Value) => void, value: (i: number) => Value): Running<void> {
  const { work } = p.frame;
  for (let i = 0; i < p.size; i++) {
    set(i, value(i));
    if (++work.count > work.limit && work.isDue()) yield;
  }
}

/** The first and last row of the peers of a row; asked for in the order of the rows. */
export const peersOf = (p: Partition): ((i: number) => { readonly start: number; readonly end: number }) => {
  let known = { start: 0, end: -1 };
  return (i) => {
    if (i >= known.start && i <= known.end) return known;
    let end = i;
    while (end + 1 < p.size && p.isPeer(end + 1, i)) end++;
    known = { start: i, end };
    return known;
  };
};

const shifted =
  (name: string, direction: 1 | -1): Ranking =>
  (args, window) => {
    const value = argument(args, 0, name);
    const offset = args[1] ? convertScalar(args[1], bigintType) : undefined;
    const fallback = args[2] ? convertScalar(args[2], value.type) : undefined;
    return {
      type: value.type,
      isNotNull: false,
      *compute(p, set) {
        const values = yield* valuesOf(p, value);
        yield* setEach(p, set, (i) => {
          const f = p.at(i);
          const by = offset ? offset.evaluate(f) : 1;
          if (by === null) return null;
          if (Number(by) < 0) throw sqlError(8730, name);
          let at = i + direction * Number(by);
          if (window.ignoreNulls) {
            at = i;
            for (let left = Number(by); left > 0; left--) {
              do at += direction;
              while (at >= 0 && at < p.size && values[at] === null);
            }
          }
          return at >= 0 && at < p.size ? (values[at] as Value) : fallback ? fallback.evaluate(f) : null;
        });
      },
    };
  };

/** FIRST_VALUE and LAST_VALUE; the default frame of an ordered window ends with the current row's peers. */
const edge =
  (name: string, isFirst: boolean): Ranking =>
  (args, window) => {
    const value = argument(args, 0, name);
    const { frame } = window;
    const offsetOf = (bound: { offset?: Parameters<typeof compileExpression>[0] } | undefined): Scalar | undefined =>
      bound?.offset ? convertScalar(compileExpression(bound.offset, window.scope), intType) : undefined;
    const [startOffset, endOffset] = [offsetOf(frame?.start), offsetOf(frame?.end)];
    return {
      type: value.type,
      isNotNull: false,
      *compute(p, set) {
        const values = yield* valuesOf(p, value);
        const peers = peersOf(p);
        const peersEnd = (i: number): number => peers(i).end;
        const peersStart = (i: number): number => peers(i).start;
        yield* setEach(p, set, (i) => {
          const by = (s: Scalar | undefined): number => (s ? Number(s.evaluate(p.frame)) : 0);
          const from =
            !frame || frame.start.type === 'unboundedPreceding'
              ? 0
              : frame.start.type === 'currentRow'
                ? frame.unit === 'range'
                  ? peersStart(i)
                  : i
                : frame.start.type === 'preceding'
                  ? Math.max(0, i - by(startOffset))
                  : i + by(startOffset);
          const to = !frame
            ? peersEnd(i)
            : frame.end.type === 'unboundedFollowing'
              ? p.size - 1
              : frame.end.type === 'currentRow'
                ? frame.unit === 'range'
                  ? peersEnd(i)
                  : i
                : frame.end.type === 'following'
                  ? Math.min(p.size - 1, i + by(endOffset))
                  : i - by(endOffset);
          let at = isFirst ? from : to;
          if (window.ignoreNulls) while (at >= from && at <= to && values[at] === null) at += isFirst ? 1 : -1;
          return at >= from && at <= to ? (values[at] ?? null) : null;
        });
      },
    };
  };

const percentile =
  (name: string, isContinuous: boolean): Ranking =>
  (args, window) => {
    const fraction = convertScalar(argument(args, 0, name), floatType);
    const value = window.order[0];
    if (!value) throw sqlError(10754, name);
    const type = isContinuous ? floatType : value.scalar.type;
    const converted = isContinuous ? convertScalar(value.scalar, floatType) : value.scalar;
    return {
      type,
      isNotNull: false,
      *compute(p, set) {
        const values = (yield* valuesOf(p, converted)).filter((v) => v !== null);
        const part = Number(fraction.evaluate(p.frame));
        if (!(part >= 0 && part <= 1)) throw sqlError(10751);
        let result: Value = null;
        if (values.length > 0) {
          if (isContinuous) {
            const at = part * (values.length - 1);
            const low = values[Math.floor(at)] as number;
            const high = values[Math.ceil(at)] as number;
            result = low + (high - low) * (at - Math.floor(at));
          } else result = values[Math.max(0, Math.ceil(part * values.length) - 1)] as Value;
        }
        yield* setEach(p, set, () => result);
      },
    };
  };

export const rankings: Readonly<Record<string, Ranking>> = {
  ROW_NUMBER: () => ({ type: bigintType, isNotNull: true, compute: (p, set) => setEach(p, set, (i) => i + 1) }),
  RANK: () => ({
    type: bigintType,
    isNotNull: true,
    compute: (p, set) => {
      let rank = 1;
      return setEach(p, set, (i) => {
        if (i > 0 && !p.isPeer(i, i - 1)) rank = i + 1;
        return rank;
      });
    },
  }),
  DENSE_RANK: () => ({
    type: bigintType,
    isNotNull: true,
    compute: (p, set) => {
      let rank = 1;
      return setEach(p, set, (i) => {
        if (i > 0 && !p.isPeer(i, i - 1)) rank++;
        return rank;
      });
    },
  }),
  NTILE: (args) => {
    const count = convertScalar(argument(args, 0, 'NTILE'), bigintType);
    return {
      type: bigintType,
      isNotNull: true,
      *compute(p, set) {
        const n = Number(count.evaluate(p.at(0)));
        if (!(n > 0)) throw sqlError(8729);
        const small = Math.floor(p.size / n);
        const larger = p.size % n;
        yield* setEach(p, set, (i) =>
          i < larger * (small + 1) ? Math.floor(i / (small + 1)) + 1 : larger + Math.floor((i - larger * (small + 1)) / small) + 1,
        );
      },
    };
  },
  PERCENT_RANK: () => ({
    type: floatType,
    isNotNull: true,
    compute: (p, set) => {
      let rank = 0;
      return setEach(p, set, (i) => {
        if (i > 0 && !p.isPeer(i, i - 1)) rank = i;
        return p.size === 1 ? 0 : rank / (p.size - 1);
      });
    },
  }),
  CUME_DIST: () => ({
    type: floatType,
    isNotNull: true,
    compute: (p, set) => {
      const peers = peersOf(p);
      return setEach(p, set, (i) => (peers(i).end + 1) / p.size);
    },
  }),
  LAG: shifted('lag', -1),
  LEAD: shifted('lead', 1),
  FIRST_VALUE: edge('first_value', true),
  LAST_VALUE: edge('last_value', false),
  PERCENTILE_CONT: percentile('percentile_cont', true),
  PERCENTILE_DISC: percentile('percentile_disc', false),
};
