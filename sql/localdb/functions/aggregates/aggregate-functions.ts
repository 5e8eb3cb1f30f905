// Aggregates.

import type { AggregateFunction } from '../function.ts';

export const aggregateFunctions: readonly AggregateFunction[] = [];
