// One change of one record's status at a time, in all processes on the database: between reading where a record stands and writing where it
// goes nobody else comes in. A process that dies while it holds a record keeps it for as long as a lease lasts, not longer.

import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { callProcedure, cell } from '../../sql/procedures.ts';
import { RequestError } from '../errors.ts';
import { processName } from '../events.ts';
import { inTurn } from '../form/turns.ts';
import type { RequestContext } from '../request-context.ts';

const LEASE_SECONDS = 60;
const ASK_EVERY_MS = 50;
const LONGEST_WAIT_MS = 10_000;

/** Runs the work when no other process or request works on the record. `record` names it: `entity:order:15`. */
export function alone<T>(ctx: RequestContext, record: string, work: () => Promise<T>): Promise<T> {
  // Requests of this process wait here, so that only one of them asks the database.
  return inTurn(record, async () => {
    const values = { code: leaseOf(record), owner: `${processName()}:${randomBytes(4).toString('hex')}`, seconds: LEASE_SECONDS };
    await take(ctx, record, values);
    try {
      return await work();
    } finally {
      await lease(ctx, 'job_lease_release', values).catch((error: unknown) =>
        ctx.app.log.warn({ err: error, record }, 'a record stays taken until its lease ends'),
      );
    }
  });
}

async function take(ctx: RequestContext, record: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const last = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const { sets } = await lease(ctx, 'job_lease_take', values);
    if (Number(cell(sets[0]?.rows[0], 'Result') ?? 0) === 1) return;
    if (Date.now() > last) throw new RequestError('conflict', { detail: `${record} is being changed by another process` });
    await pause(ASK_EVERY_MS);
  }
}

function lease({ app, traceId }: RequestContext, procedure: string, values: Readonly<Record<string, unknown>>) {
  const context = { username: '', userID: null, roles: '', traceID: traceId };
  return callProcedure(app.db, { name: `platform.${procedure}`, values, context, isRead: false });
}

/** Names of records are longer than the column that holds a lease's code. */
function leaseOf(record: string): string {
  return `record:${createHash('sha256').update(record.toLowerCase()).digest('base64url')}`;
}
