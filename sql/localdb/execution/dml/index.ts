// Data modifications: INSERT, UPDATE, DELETE and MERGE compiled to plans.

import type { DmlStatement } from '../../parser/ast/index.ts';
import type { ModuleContext, StatementContext } from '../scope.ts';
import { makePlan } from '../statement-plan.ts';
import type { PlanBase } from '../statement-plan.ts';
import type { CompiledDml } from './compiled-dml.ts';
import { compileDelete } from './delete.ts';
import { compileInsert } from './insert.ts';
import { compileMerge } from './merge.ts';
import { compileUpdate } from './update.ts';

export { runTruncate } from './truncate.ts';
export { bulkInsert, insertRows } from './bulk-insert.ts';
export { lastRowVersion } from './row-version.ts';
export { viewShape } from './triggers.ts';
export type { CompiledDml, DmlOptions } from './compiled-dml.ts';
export type { RunTrigger } from './trigger-runner.ts';

export interface DmlPlan extends PlanBase, CompiledDml {}

/** Compiles within a statement that may have other parts. */
export const compileModification = (statement: DmlStatement, context: StatementContext): CompiledDml => {
  switch (statement.kind) {
    case 'insert':
      return compileInsert(statement, context);
    case 'update':
      return compileUpdate(statement, context);
    case 'delete':
      return compileDelete(statement, context);
    case 'merge':
      return compileMerge(statement, context);
  }
};

/** The plan of a data modification. `run` needs an open transaction and a mark to go back to when it throws. */
export const compileDml = (statement: DmlStatement, module: ModuleContext): DmlPlan =>
  makePlan(module, statement.kind.toUpperCase(), (context) => compileModification(statement, context));
