// Bit manipulation.

import type { ScalarFunction } from './function.ts';

export const bitFunctions: readonly ScalarFunction[] = [];
