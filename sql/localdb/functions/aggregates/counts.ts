// COUNT, COUNT_BIG, APPROX_COUNT_DISTINCT and CHECKSUM_AGG.

import { DEFAULT_COLLATION, getCollation } from '../../types/collation.ts';
import { hashKey } from '../../types/compare.ts';
import { messageName } from '../../types/conversion-rules.ts';
import { sqlError } from '../../types/errors.ts';
import { bigintType, intType, isInteger, isLegacyLob } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt } from '../argument-types.ts';
import type { Accumulator, AggregateFunction } from '../function.ts';

class CountAccumulator implements Accumulator {
  count = 0;
  readonly most: number;
  constructor(most: number) {
    this.most = most;
  }
  add(): void {
    this.count++;
  }
  result(): Value {
    if (this.count > this.most) throw sqlError(8115, 'expression', 'int');
    return this.count;
  }
}

const count = (name: string, type: SqlType, most: number): AggregateFunction => ({
  name,
  minimum: 1,
  maximum: 1,
  bind: (args) => {
    const argument = args[0]?.type;
    if (argument !== undefined && (isLegacyLob(argument) || argument.name === 'null')) {
      throw sqlError(8117, messageName(argument), name.toLowerCase());
    }
    return { type, isNotNull: true, create: () => new CountAccumulator(most) };
  },
});

/** The count is exact: a set of the values' keys. */
class DistinctCountAccumulator implements Accumulator {
  readonly keys = new Set<Value>();
  readonly keyOf: (v: NonNullable<Value>) => Value;
  constructor(keyOf: (v: NonNullable<Value>) => Value) {
    this.keyOf = keyOf;
  }
  add(value: Value): void {
    if (value !== null) this.keys.add(this.keyOf(value));
  }
  result(): Value {
    return this.keys.size;
  }
}

const approximateCount: AggregateFunction = {
  name: 'APPROX_COUNT_DISTINCT',
  minimum: 1,
  maximum: 1,
  bind: (args) => {
    const { type, collation } = argumentAt(args, 0);
    if (isLegacyLob(type) || type.name === 'xml' || type.name === 'null') {
      throw sqlError(8117, messageName(type), 'approx_count_distinct');
    }
    const keyOf = hashKey(type, getCollation(collation ?? DEFAULT_COLLATION));
    return { type: bigintType, isNotNull: true, create: () => new DistinctCountAccumulator(keyOf) };
  },
};

/** Exclusive or of the values: it does not depend on their order. */
class ChecksumAccumulator implements Accumulator {
  checksum: number | null = null;
  add(value: Value): void {
    this.checksum = (this.checksum ?? 0) ^ (value as number);
  }
  result(): Value {
    return this.checksum;
  }
}

const checksumAggregate: AggregateFunction = {
  name: 'CHECKSUM_AGG',
  minimum: 1,
  maximum: 1,
  bind: (args) => {
    const { type } = argumentAt(args, 0);
    if (!isInteger(type) || type.name === 'bigint') throw sqlError(8117, messageName(type), 'checksum_agg');
    return { type: intType, parameters: [intType], create: () => new ChecksumAccumulator() };
  },
};

export const counts: readonly AggregateFunction[] = [
  count('COUNT', intType, 2147483647),
  count('COUNT_BIG', bigintType, Number.MAX_SAFE_INTEGER),
  approximateCount,
  checksumAggregate,
];
