// MIN and MAX: numbers are compared directly, everything else by the comparison that the caller gives for the type.

import { messageName } from '../../types/conversion-rules.ts';
import { sqlError } from '../../types/errors.ts';
import { isLegacyLob, isNumeric } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt } from '../argument-types.ts';
import type { Accumulator, AggregateFunction } from '../function.ts';

type Compare = (a: NonNullable<Value>, b: NonNullable<Value>) => number;

class MinimumOfNumbers implements Accumulator {
  best: Value = null;
  add(value: Value): void {
    if (this.best === null || (value as number) < (this.best as number)) this.best = value;
  }
  result(): Value {
    return this.best;
  }
}

class MaximumOfNumbers implements Accumulator {
  best: Value = null;
  add(value: Value): void {
    if (this.best === null || (value as number) > (this.best as number)) this.best = value;
  }
  result(): Value {
    return this.best;
  }
}

/** `sign` is 1 for the maximum and -1 for the minimum; of equal values the first stays. */
class ExtremeAccumulator implements Accumulator {
  best: Value = null;
  readonly compare: Compare;
  readonly sign: number;
  constructor(compare: Compare, sign: number) {
    this.compare = compare;
    this.sign = sign;
  }
  add(value: Value): void {
    if (value === null) return;
    if (this.best === null || this.compare(value, this.best) * this.sign > 0) this.best = value;
  }
  result(): Value {
    return this.best;
  }
}

/** Held as one number (or Exact), so `<` and `>` order it. */
const isHeldAsNumber = (type: SqlType): boolean =>
  isNumeric(type) || ['date', 'time', 'smalldatetime', 'datetime', 'datetime2'].includes(type.name);

const isRefused = (type: SqlType): boolean => type.name === 'bit' || type.name === 'xml' || type.name === 'null' || isLegacyLob(type);

const extreme = (name: string, sign: 1 | -1): AggregateFunction => ({
  name,
  minimum: 1,
  maximum: 1,
  bind: (args, compare) => {
    const { type } = argumentAt(args, 0);
    if (isRefused(type)) throw sqlError(8117, messageName(type), name.toLowerCase());
    if (!isHeldAsNumber(type)) return { type, create: () => new ExtremeAccumulator(compare, sign) };
    return { type, create: () => (sign > 0 ? new MaximumOfNumbers() : new MinimumOfNumbers()) };
  },
});

export const extremes: readonly AggregateFunction[] = [extreme('MIN', -1), extreme('MAX', 1)];
