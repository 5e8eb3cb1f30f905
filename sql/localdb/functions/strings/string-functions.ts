// Strings.

import type { ScalarFunction } from '../function.ts';

export const stringFunctions: readonly ScalarFunction[] = [];
