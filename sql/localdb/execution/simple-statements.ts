// One runner for each kind of statement that has no statements inside. Whoever adds a kind adds a line here.

import type { Statement } from '../parser/ast/index.ts';
import { ddlRunners } from './ddl/index.ts';
import { setBatchDatabase } from './batch-database.ts';
import type { Flow } from './flow.ts';
import type { CallFrame, Running } from './frame.ts';
import type { CompiledModule } from './module.ts';
import { runCheckpoint, runDbcc, runKill, runReconfigure, runUse } from './statements/administration.ts';
import { runCloseCursor, runDeallocate, runDeclareCursor, runFetch, runOpenCursor } from './statements/cursors.ts';
import { runDml, runTruncateTable } from './statements/dml.ts';
import { runExecute } from './statements/execute.ts';
import { runPrint, runRaisError, runThrow, runWaitFor } from './statements/raise.ts';
import { runReturn } from './statements/return.ts';
import { runSelect } from './statements/select.ts';
import { runSetOption } from './statements/set-option.ts';
import { runBegin, runCommit, runRollback, runSave } from './statements/transactions.ts';
import { runDeclare, runDeclareTable, runSetVariable } from './statements/variables.ts';

export type Compound = 'block' | 'if' | 'while' | 'tryCatch' | 'break' | 'continue' | 'goto' | 'label';
type Runner<K extends Statement['kind']> = (s: Extract<Statement, { kind: K }>, module: CompiledModule, call: CallFrame) => Running<Flow>;
type Runners = { readonly [K in Exclude<Statement['kind'], Compound>]: Runner<K> };

export const SIMPLE: Runners = {
  ...ddlRunners,
  select: runSelect,
  insert: runDml,
  update: runDml,
  delete: runDml,
  merge: runDml,
  truncate: runTruncateTable,
  declare: runDeclare,
  declareTable: runDeclareTable,
  setVariable: runSetVariable,
  setOption: runSetOption,
  return: runReturn,
  throw: runThrow,
  raiserror: runRaisError,
  print: runPrint,
  waitFor: runWaitFor,
  execute: runExecute,
  executeString: runExecute,
  beginTransaction: runBegin,
  commit: runCommit,
  rollback: runRollback,
  saveTransaction: runSave,
  declareCursor: runDeclareCursor,
  openCursor: runOpenCursor,
  fetch: runFetch,
  closeCursor: runCloseCursor,
  deallocate: runDeallocate,
  *use(s, module, call) {
    const flow = yield* runUse(s, module, call);
    setBatchDatabase(module, call);
    return flow;
  },
  // biome-ignore lint/correctness/useYield: a runner like the others
  *insertBulk(s, module, call) {
    call.session.bulkLoad = { statement: s, database: module.database };
    return undefined;
  },
  checkpoint: runCheckpoint,
  kill: runKill,
  reconfigure: runReconfigure,
  dbcc: runDbcc,
};
