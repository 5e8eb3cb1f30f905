// JSON functions.

import type { ScalarFunction } from './function.ts';

export const jsonFunctions: readonly ScalarFunction[] = [];
