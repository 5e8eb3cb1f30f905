// The list of date and time functions; they are in dates/, by what they do.

import { clockFunctions } from './dates/clock.ts';
import { constructionFunctions } from './dates/construction.ts';
import { arithmeticFunctions } from './dates/date-arithmetic.ts';
import { offsetFunctions } from './dates/offsets.ts';
import { readingFunctions } from './dates/reading-parts.ts';
import { truncationFunctions } from './dates/truncation.ts';
import type { ScalarFunction } from './function.ts';

export const dateFunctions: readonly ScalarFunction[] = [
  ...clockFunctions,
  ...readingFunctions,
  ...arithmeticFunctions,
  ...truncationFunctions,
  ...constructionFunctions,
  ...offsetFunctions,
];
