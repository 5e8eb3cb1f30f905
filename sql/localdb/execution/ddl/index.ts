// Data definition: one runner for each kind of statement.

import type { DdlStatement } from '../../parser/ast/index.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { requireDefinition } from '../security/definition-rights.ts';
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

type Runner<S extends DdlStatement> = (s: S, module: CompiledModule, call: CallFrame) => Running<Flow>;

/** Only for those who may; `drop` and `security` look for themselves, name by name. */
const checked =
  <S extends Exclude<DdlStatement, { kind: 'drop' | 'security' }>>(run: Runner<S>): Runner<S> =>
  (s, module, call) => {
    if (!call.session.principal.isSysadmin) requireDefinition(s, module, call.session);
    return run(s, module, call);
  };

export const ddlRunners: { readonly [K in DdlStatement['kind']]: Runner<Extract<DdlStatement, { kind: K }>> } = {
  createTable: checked(createTable),
  alterTable: checked(alterTable),
  createIndex: checked(createIndex),
  alterIndex: checked(alterIndex),
  dropIndex: checked(dropIndex),
  createStatistics: checked(statistics),
  updateStatistics: checked(statistics),
  createView: checked(createView),
  createProcedure: checked(createProcedure),
  createFunction: checked(createFunction),
  createTrigger: checked(createTrigger),
  toggleTrigger: checked(toggleTrigger),
  createType: checked(createType),
  createSequence: checked(createSequence),
  alterSequence: checked(alterSequence),
  createSynonym: checked(createSynonym),
  createSchema: checked(createSchema),
  alterSchema: checked(alterSchema),
  createDatabase: checked(createDatabase),
  alterDatabase: checked(alterDatabase),
  drop,
  security: runSecurity,
};
