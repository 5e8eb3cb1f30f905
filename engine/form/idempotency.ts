// A save that arrives twice is done once: the browser gives every save a key, the first request claims it, and a repetition is answered
// with what the first one answered. Only saves that succeeded are remembered; a refused one may be corrected and sent again.

import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { t } from '../../renderer/locale.ts';
import type { ActionAnswer } from '../component.ts';
import { RequestError } from '../errors.ts';
import type { RequestContext } from '../request-context.ts';

const KEY = /^[A-Za-z0-9_-]{16,64}$/;
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** Runs the work unless the same visitor's same key was here before; without a proper key the work simply runs. */
export async function once(
  ctx: RequestContext,
  { scope, key }: { scope: string; key: unknown },
  work: () => Promise<ActionAnswer>,
): Promise<ActionAnswer> {
  if (typeof key !== 'string' || !KEY.test(key)) return work();
  // The key is bound to the form: one key of another form must not bring that form's answer.
  const stored = { key: createHash('sha256').update(`${scope}\n${key}`).digest('hex'), userID: ctx.visitor.userID ?? 0 };
  if (!(await claim(ctx, stored))) return repeated(ctx, stored);
  try {
    const answer = await work();
    if (answer.ok) await remember(ctx, stored, answer);
    else await release(ctx, stored);
    return answer;
  } catch (error) {
    await release(ctx, stored);
    throw error;
  }
}

interface StoredKey {
  readonly key: string;
  readonly userID: number;
}

async function claim({ app }: RequestContext, stored: StoredKey): Promise<boolean> {
  try {
    await app.db.kysely
      .insertInto('platform.idempotency')
      .values({ ...stored, response: null })
      .execute();
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

async function remember({ app }: RequestContext, stored: StoredKey, answer: ActionAnswer): Promise<void> {
  await app.db.kysely
    .updateTable('platform.idempotency')
    .set({ response: JSON.stringify(answer) })
    .where('userID', '=', stored.userID)
    .where('key', '=', stored.key)
    .execute();
}

async function release({ app }: RequestContext, stored: StoredKey): Promise<void> {
  await app.db.kysely
    .deleteFrom('platform.idempotency')
    .where('userID', '=', stored.userID)
    .where('key', '=', stored.key)
    .where('response', 'is', null)
    .execute();
}

/** The first request's answer; it is waited for, because a double click comes before it is there. */
async function repeated(ctx: RequestContext, stored: StoredKey): Promise<ActionAnswer> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const row = await ctx.app.db.kysely
      .selectFrom('platform.idempotency')
      .select('response')
      .where('userID', '=', stored.userID)
      .where('key', '=', stored.key)
      .executeTakeFirst();
    if (row?.response) return JSON.parse(row.response) as ActionAnswer;
    // Gone means that the first one was refused: its own answer said why.
    if (row === undefined || Date.now() > until)
      throw new RequestError('conflict', { text: t(ctx.lang, 'form.repeated'), detail: 'a save with this key was refused or still runs' });
    await wait(LOOK_EVERY_MS, undefined, { signal: ctx.signal });
  }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'number' in error && (error.number === 2627 || error.number === 2601);
}
