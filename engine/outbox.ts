// External actions: what procedures ask for beside their own work goes into the outbox right after the call, and a worker of some process
// carries it out at least once, with growing pauses between tries. What cannot be carried out is marked dead with its reason.

import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { callProcedure, cell } from '../sql/procedures.ts';
import type { Row } from '../sql/procedures.ts';
import type { App } from './app.ts';
import { processName } from './events.ts';
import { createMailer } from './mail.ts';
import { ActionRefused, LeaseLost } from './outbox/action.ts';
import type { ActionHandler, OutboxAction } from './outbox/action.ts';
import { enqueueRows } from './outbox/enqueue.ts';
import { actionHandlers } from './outbox/handlers.ts';
import type { RequestContext } from './request-context.ts';
import { describe } from './trace.ts';

export interface OutboxOptions {
  readonly pollEveryMs?: number;
  readonly lockSeconds?: number;
  readonly maxAttempts?: number;
  readonly firstDelaySeconds?: number;
}

const BATCH = 10;
const AT_ONCE = 5;
const context = { username: '', userID: null, roles: '', traceID: '' };

/** Puts the rows of a procedure's set of external actions (first column `type`) into the outbox. Answers how many there were. */
export async function enqueueActions({ app, visitor, traceId, trace }: RequestContext, rows: readonly Row[]): Promise<number> {
  const count = await enqueueRows(app, rows, { createdBy: visitor.username || null, traceID: traceId });
  if (count > 0) trace.note('outbox', `${count} external action(s)`);
  return count;
}

/** Starts this process's worker; resolves its end, which waits for what is being carried out. */
export function startOutbox(app: App, options: OutboxOptions = {}): () => Promise<void> {
  const { pollEveryMs = 1000 } = options;
  const mailer = createMailer(app.config, app.log);
  const handlers = actionHandlers(mailer);
  const owner = `${processName()}:${randomBytes(4).toString('hex')}`;
  const ending = new AbortController();
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      let taken = 0;
      try {
        taken = await carryOutDue(app, { handlers, owner, options });
      } catch (error) {
        if (!ending.signal.aborted) app.log.error({ err: error }, 'the outbox could not be read');
      }
      if (taken < BATCH) await wait(pollEveryMs, undefined, { signal: ending.signal, ref: false }).catch(() => {});
    }
  };
  const running = run();
  return async () => {
    ending.abort();
    await running;
    mailer.close();
  };
}

interface Worker {
  readonly handlers: ReadonlyMap<string, ActionHandler>;
  readonly owner: string;
  readonly options: OutboxOptions;
}

/** Takes what is due and carries it out; answers how many actions were taken. */
async function carryOutDue(app: App, worker: Worker): Promise<number> {
  const { lockSeconds = 120, maxAttempts = 8 } = worker.options;
  const result = await callProcedure(app.db, {
    name: 'platform.outbox_take',
    values: { owner: worker.owner, batch: BATCH, lockSeconds, maxAttempts },
    context,
    isRead: false,
  });
  const actions = (result.sets[0]?.rows ?? []).map(actionOf);
  if (actions.length === 0) return 0;
  // Types of notifications and templates may have changed since the last request of this process.
  const revision = await app.db.kysely.selectFrom('platform.revision').select('number').where('id', '=', 1).executeTakeFirst();
  await app.definitions.ensure(Number(revision?.number ?? 0));
  const waiting = [...actions];
  const lanes = Array.from({ length: Math.min(AT_ONCE, waiting.length) }, async () => {
    for (let action = waiting.shift(); action !== undefined; action = waiting.shift()) await carryOut(app, action, worker);
  });
  await Promise.all(lanes);
  return actions.length;
}

async function carryOut(app: App, action: OutboxAction, worker: Worker): Promise<void> {
  const { owner, handlers } = worker;
  try {
    const handler = handlers.get(action.type.toLowerCase());
    if (handler === undefined) throw new ActionRefused(`there is no external action of type "${action.type}"`);
    if ((await handler({ app, action, owner })) === 'ended') return;
    await callProcedure(app.db, { name: 'platform.outbox_done', values: { id: action.id, owner }, context, isRead: false });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await noteFailure(app, { action, error, worker });
  }
}

async function noteFailure(app: App, { action, error, worker }: { action: OutboxAction; error: unknown; worker: Worker }): Promise<void> {
  const { maxAttempts = 8, firstDelaySeconds = 15 } = worker.options;
  const isFinal = error instanceof ActionRefused;
  const reason = isFinal ? error.message : describe(error);
  try {
    const result = await callProcedure(app.db, {
      name: 'platform.outbox_failed',
      values: { id: action.id, owner: worker.owner, error: reason, isFinal, maxAttempts, firstDelaySeconds },
      context,
      isRead: false,
    });
    const status = String(cell(result.sets[0]?.rows[0], 'status') ?? '');
    app.log[status === 'dead' ? 'error' : 'warn'](
      { id: action.id, type: action.type, attempts: action.attempts, reason },
      `external action ${status}`,
    );
    if (status === 'dead') {
      const header = `external action ${action.type} ${action.id}`;
      app.traces.write([
        {
          traceID: action.traceID ?? '',
          level: 1,
          kind: 'error',
          code: `outbox.${action.type}`,
          header,
          text: reason,
          url: '',
          userID: null,
          ms: 0,
          rows: 0,
        },
      ]);
    }
  } catch (failure) {
    // Its lease runs out and it is taken again.
    app.log.error({ err: failure, id: action.id }, 'the end of an external action could not be noted');
  }
}

function actionOf(row: Row): OutboxAction {
  let payload: unknown;
  try {
    payload = JSON.parse(String(cell(row, 'payload')));
  } catch {
    payload = {};
  }
  const names = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? Object.entries(payload) : [];
  return {
    id: String(cell(row, 'id')),
    type: String(cell(row, 'type')),
    payload: Object.fromEntries(names.map(([name, value]) => [name.toLowerCase(), value])),
    attempts: Number(cell(row, 'attempts')),
    createdBy: (cell(row, 'createdBy') as string | null) ?? null,
    traceID: (cell(row, 'traceID') as string | null) ?? null,
  };
}
