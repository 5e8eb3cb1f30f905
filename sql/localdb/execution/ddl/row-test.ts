// The conditions of filtered indexes as tests of rows. They see a row and nothing else: no session's settings, so that a
// row belongs to an index or not whoever asks.

import type { FilterCompiler } from '../../catalog/index-layout.ts';
import type { Database } from '../../catalog/database.ts';
import { ServerCatalog } from '../../catalog/server-catalog.ts';
import type { FunctionSession } from '../../functions/function.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { compileCondition } from '../compile-condition.ts';
import type { Frame } from '../frame.ts';
import { StatementContext, VariableScope } from '../scope.ts';
import { columnScope } from './expression-binder.ts';

const NO_OBJECTS = new ServerCatalog();

const DEFAULTS: FunctionSession = {
  dateFirst: 7,
  dateFormat: 'mdy',
  language: 'us_english',
  statementTime: 0,
  timeZoneOffset: 0,
  random: () => 0,
};

/** A frame of no session. Filters are deterministic: their closures read rows and the settings of conversions only. */
const frameOfNobody = (slotCount: number): Frame =>
  ({ rows: new Array<Row>(slotCount), session: DEFAULTS, variables: [], tables: [], cache: [] }) as unknown as Frame;

const noFunctions = {
  compile: () => {
    throw sqlError(10735);
  },
};

/** Compiles the filters of a database's tables. */
export const filterCompiler =
  (database: Database): FilterCompiler =>
  (index, table) => {
    const { filter } = index;
    if (!filter) return () => true;
    const context = new StatementContext(
      {
        catalog: NO_OBJECTS,
        database,
        defaultSchema: table.schema,
        variables: new VariableScope(),
        findTemporaryTable: () => undefined,
        isFunction: false,
        quotedIdentifier: true,
        functions: noFunctions,
        call: undefined,
      },
      'CREATE INDEX',
    );
    const { scope, slot } = columnScope(context, table.columns);
    const { test } = compileCondition(filter.expression, scope);
    const frame = frameOfNobody(context.slotCount);
    return (row) => {
      frame.rows[slot] = row;
      return test(frame) === true;
    };
  };
