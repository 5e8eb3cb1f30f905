// Date and time functions.

import type { ScalarFunction } from './function.ts';

export const dateFunctions: readonly ScalarFunction[] = [];
