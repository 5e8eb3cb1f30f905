// The aggregate functions, in one list.

import type { AggregateFunction } from '../function.ts';
import { counts } from './counts.ts';
import { deviations } from './deviations.ts';
import { extremes } from './extremes.ts';
import { stringAggregate } from './string-aggregate.ts';
import { sums } from './sums.ts';

export const aggregateFunctions: readonly AggregateFunction[] = [...sums, ...extremes, ...counts, ...deviations, stringAggregate];
