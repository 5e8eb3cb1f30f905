// The registry of built-in functions: every list of this folder under one look-up by name. Function names are
// not case-sensitive. Special forms (CASE, CAST, COALESCE, IIF, ...), session functions (@@..., ERROR_*) and
// ranking functions are not here: the compiler has them.

import { aggregateFunctions } from './aggregates/aggregate-functions.ts';
import { bitFunctions } from './bit-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { formatFunctions } from './format/format-functions.ts';
import type { AggregateFunction, ScalarFunction, TableFunction } from './function.ts';
import { hashFunctions } from './hash-functions.ts';
import { jsonFunctions } from './json-functions.ts';
import { mathFunctions } from './math/math-functions.ts';
import { stringFunctions } from './strings/string-functions.ts';
import { tableFunctions } from './table-functions.ts';
import { valueFunctions } from './value-functions.ts';

const byName = <T extends { readonly name: string }>(...lists: readonly (readonly T[])[]): ReadonlyMap<string, T> =>
  new Map(lists.flat().map((f) => [f.name, f]));

const SCALARS = byName<ScalarFunction>(
  stringFunctions,
  mathFunctions,
  bitFunctions,
  formatFunctions,
  hashFunctions,
  valueFunctions,
  dateFunctions,
  jsonFunctions,
);
const AGGREGATES = byName<AggregateFunction>(aggregateFunctions);
const TABLES = byName<TableFunction>(tableFunctions);

export const findScalarFunction = (name: string): ScalarFunction | undefined => SCALARS.get(name.toUpperCase());

export const findAggregate = (name: string): AggregateFunction | undefined => AGGREGATES.get(name.toUpperCase());

export const findTableFunction = (name: string): TableFunction | undefined => TABLES.get(name.toUpperCase());
