// Carries out a plan in one transaction of the developer's connection: the table, the modules, the definitions. Whatever fails, nothing
// of it stays, and the error says at which step.

import type { App } from '../../engine/app.ts';
import { BusinessRefusal, ProcedureFailed } from '../../sql/errors.ts';
import { inTransaction } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import { ModuleConflict, ModuleRefused, saveModuleIn } from '../workshop/modules.ts';
import type { Plan, PlannedText } from './plan.ts';

export type PlanPart = 'statements' | 'modules' | 'definitions';

/** One step was refused; nothing of the plan was kept. */
export class PlanFailed extends Error {
  readonly part: PlanPart;
  /** Which statement, module or definition, from 0. */
  readonly index: number;
  /** Line in its text, when the server told one. */
  readonly line: number | undefined;
  /** Somebody changed it since the plan was made: plan again. */
  readonly isConflict: boolean;

  constructor(message: string, at: { part: PlanPart; index: number; line?: number; isConflict?: boolean; cause?: unknown }) {
    super(message, { cause: at.cause });
    this.name = 'PlanFailed';
    this.part = at.part;
    this.index = at.index;
    this.line = at.line;
    this.isConflict = at.isConflict ?? false;
  }
}

interface Authorship {
  readonly username: string;
  readonly comment: string;
}

export interface ApplyOptions extends Authorship {
  /** What belongs to the plan and is neither text nor T-SQL; runs last, in the same transaction, with errors of its own. */
  readonly alongside?: (session: SqlSession) => Promise<unknown>;
}

/** Runs a plan that has no errors. Throws PlanFailed, or what `alongside` throws. */
export async function applyPlan(app: App, plan: Pick<Plan, PlanPart>, { username, comment, alongside }: ApplyOptions): Promise<void> {
  try {
    await inTransaction(app.developerDb, async (session) => {
      for (const [index, sql] of plan.statements.entries()) {
        await step({ part: 'statements', index }, () => session.run(sql));
      }
      for (const [index, { sql }] of plan.modules.entries()) {
        await step({ part: 'modules', index }, () => saveModuleIn(session, { sql, username, source: 'wizard', comment }));
      }
      for (const [index, definition] of plan.definitions.entries()) {
        await step({ part: 'definitions', index }, () => saveDefinitionIn(session, { ...definition, username, comment }, index));
      }
      await alongside?.(session);
    });
  } finally {
    app.db.signatures.forget();
  }
}

async function step<Result>(at: { part: PlanPart; index: number }, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof PlanFailed) throw error;
    if (error instanceof ModuleRefused) {
      const [first] = error.errors;
      throw new PlanFailed(first?.text ?? error.message, { ...at, line: first?.line ?? 1, cause: error });
    }
    if (error instanceof ModuleConflict) throw new PlanFailed(error.message, { ...at, isConflict: true, cause: error });
    if (error instanceof ProcedureFailed || error instanceof BusinessRefusal)
      throw new PlanFailed(textOf(error), { ...at, line: error.line, cause: error });
    throw error;
  }
}

/** 1750 only says that there were errors before it; the reason is another one. */
function textOf(error: ProcedureFailed | BusinessRefusal): string {
  return 'others' in error ? [error, ...error.others].map(({ text }) => text).join(' ') : error.text;
}

/** As `saveDefinition` of the store, which checked the body when the plan was made, on the plan's own connection. */
async function saveDefinitionIn(
  session: SqlSession,
  { kind, code, body, expectedVersion, username, comment }: PlannedText & Authorship,
  index: number,
): Promise<void> {
  const [set] = await session.run(
    'EXEC platform.definition_save @kind = @kind, @code = @code, @body = @body, @expectedVersion = @version, @username = @username, @comment = @comment;',
    { kind, code, body, version: expectedVersion, username, comment },
  );
  if (set?.rows[0]?.outcome === 'conflict') throw new PlanFailed(`${kind} ${code}`, { part: 'definitions', index, isConflict: true });
}
