// Data definition: one runner for each kind of statement.

import type { DdlStatement } from '../../parser/ast/index.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { alterTable } from './alter-table.ts';
import { createFunction, createProcedure } from './create-routine.ts';
import { createTable } from './create-table.ts';
import { createTrigger, toggleTrigger } from './create-trigger.ts';
import { createType } from './create-type.ts';
import { createView } from './create-view.ts';
import { alterDatabase, createDatabase } from './databases.ts';
import { drop } from './drop.ts';
import { alterIndex, createIndex, dropIndex, statistics } from './indexes.ts';
import { alterSchema, createSchema, createSynonym } from './schemas.ts';
import { runSecurity } from './security.ts';
import { alterSequence, createSequence } from './sequences.ts';

export const ddlRunners: {
  readonly [K in DdlStatement['kind']]: (s: Extract<DdlStatement, { kind: K }>, module: CompiledModule, call: CallFrame) => Running<Flow>;
} = {
  createTable,
  alterTable,
  createIndex,
  alterIndex,
  dropIndex,
  createStatistics: statistics,
  updateStatistics: statistics,
  createView,
  createProcedure,
  createFunction,
  createTrigger,
  toggleTrigger,
  createType,
  createSequence,
  alterSequence,
  createSynonym,
  createSchema,
  alterSchema,
  createDatabase,
  alterDatabase,
  drop,
  security: runSecurity,
};
