// SUM and AVG. Accumulators are specialised per type: integers and decimals add plain numbers while these are safe
// and go over to bigints when they are not; the range of the result type is checked once, at the end.

import { messageName } from '../../types/conversion-rules.ts';
import { sqlError } from '../../types/errors.ts';
import { normalise, powerOfTen } from '../../types/exact.ts';
import { bigintType, floatType, intType, isApproximate, isDecimal, isMoney, moneyType, sqlType } from '../../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../../types/sql-type.ts';
import type { Accumulator, AggregateFunction, BoundAggregate, FunctionArgument } from '../function.ts';
import { argumentAt } from '../argument-types.ts';
import { limitsOf } from '../math/number-types.ts';

/** The type that SUM of a type has; 8117 for what cannot be added up. */
const sumTypeOf = (type: SqlType, operator: string): SqlType => {
  switch (type.name) {
    case 'tinyint':
    case 'smallint':
    case 'int':
      return intType;
    case 'bigint':
      return bigintType;
    case 'money':
    case 'smallmoney':
      return moneyType;
    case 'decimal':
    case 'numeric':
      return sqlType(type.name, 0, 38, type.scale);
    case 'real':
    case 'float':
      return floatType;
    default:
      throw sqlError(8117, messageName(type), operator);
  }
};

/** Adds exact values of one scale. `sum` stays exact: unsafe partial sums move into `carried`. */
class ExactSum {
  count = 0;
  sum = 0;
  carried = 0n;
  add(value: Value): void {
    this.count++;
    if (typeof value === 'number') {
      const next = this.sum + value;
      if (next <= 9007199254740991 && next >= -9007199254740991) this.sum = next;
      else {
        this.carried += BigInt(this.sum) + BigInt(value);
        this.sum = 0;
      }
    } else this.carried += value as bigint;
  }
  get total(): Exact {
    return this.carried === 0n ? this.sum : normalise(this.carried + BigInt(this.sum));
  }
}

class ExactSumAccumulator extends ExactSum implements Accumulator {
  readonly low: Exact;
  readonly high: Exact;
  readonly typeName: string;
  constructor(type: SqlType) {
    super();
    const { low, high } = limitsOf(type);
    this.low = low;
    this.high = high;
    this.typeName = isDecimal(type) ? 'numeric' : type.name;
  }
  checked(): Exact {
    const { total } = this;
    if (total > this.high || total < this.low) throw sqlError(8115, 'expression', this.typeName);
    return total;
  }
  result(): Value {
    return this.count === 0 ? null : this.checked();
  }
}

/** Quotients are cut, not rounded, as those of integer, money and decimal division are. */
class ExactAverageAccumulator extends ExactSumAccumulator {
  readonly factor: bigint;
  constructor(sumType: SqlType, extraDigits: number) {
    super(sumType);
    this.factor = BigInt(powerOfTen(extraDigits));
  }
  override result(): Value {
    if (this.count === 0) return null;
    const total = this.checked();
    if (this.factor === 1n && typeof total === 'number') {
      const average = Math.trunc(total / this.count);
      // Beyond 2^52 the division of floats may round over an integer.
      if (average < 4503599627370496 && average > -4503599627370496) return average === 0 ? 0 : average;
    }
    return normalise((BigInt(total) * this.factor) / BigInt(this.count));
  }
}

class FloatSumAccumulator implements Accumulator {
  count = 0;
  sum = 0;
  readonly isAverage: boolean;
  constructor(isAverage: boolean) {
    this.isAverage = isAverage;
  }
  add(value: Value): void {
    this.count++;
    this.sum += value as number;
  }
  result(): Value {
    if (this.count === 0) return null;
    if (!Number.isFinite(this.sum)) throw sqlError(8115, 'expression', 'float');
    return this.isAverage ? this.sum / this.count : this.sum;
  }
}

const bindSum = (args: readonly FunctionArgument[]): BoundAggregate => {
  const type = sumTypeOf(argumentAt(args, 0).type, 'sum');
  if (isApproximate(type)) return { type, create: () => new FloatSumAccumulator(false) };
  return { type, create: () => new ExactSumAccumulator(type) };
};

const bindAverage = (args: readonly FunctionArgument[]): BoundAggregate => {
  const sumType = sumTypeOf(argumentAt(args, 0).type, 'avg');
  if (isApproximate(sumType)) return { type: sumType, create: () => new FloatSumAccumulator(true) };
  if (!isDecimal(sumType) || isMoney(sumType)) return { type: sumType, create: () => new ExactAverageAccumulator(sumType, 0) };
  const scale = Math.max(sumType.scale, 6);
  return { type: sqlType(sumType.name, 0, 38, scale), create: () => new ExactAverageAccumulator(sumType, scale - sumType.scale) };
};

export const sums: readonly AggregateFunction[] = [
  { name: 'SUM', minimum: 1, maximum: 1, bind: bindSum },
  { name: 'AVG', minimum: 1, maximum: 1, bind: bindAverage },
];
