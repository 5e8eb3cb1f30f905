// An external action as a worker holds it, and how its carrying out may end.

import { cell } from '../../sql/procedures.ts';
import { inTransaction } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import type { App } from '../app.ts';

export interface OutboxAction {
  readonly id: string;
  readonly type: string;
  /** Names in lower case: procedures write columns as they like. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly createdBy: string | null;
  readonly traceID: string | null;
}

/** A worker's hold on one action. */
export interface OutboxHold {
  readonly app: App;
  readonly action: OutboxAction;
  /** The worker that has the lease. */
  readonly owner: string;
}

/**
 * Carries an action out. `ended` says that the action was marked as done together with its effect; otherwise the worker marks it. Throwing
 * means another try later, throwing ActionRefused none.
 */
export type ActionHandler = (hold: OutboxHold) => Promise<'ended' | undefined>;

/** Trying again cannot help: the reason is for developers. */
export class ActionRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ActionRefused';
  }
}

/** Another worker has taken the action meanwhile; what this one began is rolled back. */
export class LeaseLost extends Error {
  constructor(id: string) {
    super(`action ${id} belongs to another worker now`);
    this.name = 'LeaseLost';
  }
}

/** Does the work and marks the action as done in one transaction: exactly once, for effects inside the database. */
export async function endWith({ app, action, owner }: OutboxHold, work: (session: SqlSession) => Promise<void>): Promise<'ended'> {
  await inTransaction(app.db, async (session) => {
    await work(session);
    const [done] = await session.run('EXEC platform.outbox_done @id = @id, @owner = @owner;', { id: action.id, owner });
    if (Number(cell(done?.rows[0], 'Result') ?? 0) !== 1) throw new LeaseLost(action.id);
  });
  return 'ended';
}

export interface NewAction {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly createdBy?: string | null;
  readonly traceID?: string | null;
  readonly delaySeconds?: number;
  /** UTC, `yyyy-MM-ddTHH:mm:ss`. */
  readonly runAt?: string | undefined;
}

const ADD = `
  INSERT INTO platform.outbox (type, payload, nextAttempt, createdBy, traceID)
  SELECT a.type, a.payload, DATEADD(SECOND, ISNULL(a.delaySeconds, 0), ISNULL(TRY_CAST(a.runAt AS datetime2(3)), SYSUTCDATETIME())), a.createdBy, a.traceID
  FROM OPENJSON(@actions) WITH (
    type varchar(32), payload nvarchar(max) AS JSON, delaySeconds int, runAt nvarchar(40), createdBy nvarchar(64), traceID varchar(64)
  ) AS a;`;

/** Puts actions into the outbox, in the session's transaction if it has one. */
export async function addActions(session: SqlSession, actions: readonly NewAction[]): Promise<void> {
  if (actions.length > 0) await session.run(ADD, { actions: JSON.stringify(actions) });
}

/** A text of the payload; '' when it is absent. */
export function textOf({ payload }: Pick<OutboxAction, 'payload'>, name: string): string {
  const value = payload[name.toLowerCase()];
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The same for what the action cannot do without. */
export function requiredText(action: Pick<OutboxAction, 'payload' | 'type'>, name: string): string {
  const text = textOf(action, name).trim();
  if (text === '') throw new ActionRefused(`the action ${action.type} has no "${name}"`);
  return text;
}
