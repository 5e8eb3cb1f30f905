// STDEV, STDEVP, VAR and VARP: over floats, by Welford's running mean, which does not lose digits when the values are
// large and close together.

import { floatType, isNumeric } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { messageName } from '../../types/conversion-rules.ts';
import { sqlError } from '../../types/errors.ts';
import { argumentAt } from '../argument-types.ts';
import type { Accumulator, AggregateFunction } from '../function.ts';

class DeviationAccumulator implements Accumulator {
  count = 0;
  mean = 0;
  squares = 0;
  readonly isPopulation: boolean;
  readonly isRoot: boolean;
  constructor(isPopulation: boolean, isRoot: boolean) {
    this.isPopulation = isPopulation;
    this.isRoot = isRoot;
  }
  add(value: Value): void {
    const v = value as number;
    this.count++;
    const before = v - this.mean;
    this.mean += before / this.count;
    this.squares += before * (v - this.mean);
  }
  result(): Value {
    const divisor = this.isPopulation ? this.count : this.count - 1;
    if (divisor < 1) return null;
    const variance = this.squares / divisor;
    return this.isRoot ? Math.sqrt(variance) : variance;
  }
}

const deviation = (name: string, isPopulation: boolean, isRoot: boolean): AggregateFunction => ({
  name,
  minimum: 1,
  maximum: 1,
  bind: (args) => {
    const { type } = argumentAt(args, 0);
    if (!isNumeric(type) || type.name === 'bit') throw sqlError(8117, messageName(type), name.toLowerCase());
    return { type: floatType, parameters: [floatType], create: () => new DeviationAccumulator(isPopulation, isRoot) };
  },
});

export const deviations: readonly AggregateFunction[] = [
  deviation('STDEV', false, true),
  deviation('STDEVP', true, true),
  deviation('VAR', false, false),
  deviation('VARP', true, false),
];
