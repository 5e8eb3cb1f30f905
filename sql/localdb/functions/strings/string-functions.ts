// The string functions, in one list.

import type { ScalarFunction } from '../function.ts';
import { characters } from './characters.ts';
import { concatenation } from './concatenation.ts';
import { letterCase } from './letter-case.ts';
import { partsOfText } from './parts-of-text.ts';
import { quoting } from './quoting.ts';
import { searching } from './searching.ts';

export const stringFunctions: readonly ScalarFunction[] = [
  ...characters,
  ...partsOfText,
  ...letterCase,
  ...searching,
  ...concatenation,
  ...quoting,
];
