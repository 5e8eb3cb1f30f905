// Functions over values of any type.

import type { ScalarFunction } from './function.ts';

export const valueFunctions: readonly ScalarFunction[] = [];
