// The string functions, in one list.

import type { ScalarFunction } from '../function.ts';
import { concatenation } from './concatenation.ts';
import { letterCase } from './letter-case.ts';
import { partsOfText } from './parts-of-text.ts';
import { searching } from './searching.ts';

export const stringFunctions: readonly ScalarFunction[] = [...partsOfText, ...letterCase, ...searching, ...concatenation];
