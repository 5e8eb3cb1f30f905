// Built-in table-valued functions.

import type { TableFunction } from './function.ts';

export const tableFunctions: readonly TableFunction[] = [];
