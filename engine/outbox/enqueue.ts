// Rows of a procedure's set of external actions on their way into the outbox.

import type { Row } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import type { App } from '../app.ts';
import { addActions } from './action.ts';
import type { NewAction } from './action.ts';

/** Puts rows with a column `type` into the outbox; others are no actions. Answers how many there were. */
export async function enqueueRows(
  app: Pick<App, 'db'>,
  rows: readonly Row[],
  by: { createdBy: string | null; traceID: string | null },
): Promise<number> {
  const actions = rows.flatMap((row) => {
    const { type, ...payload } = Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
    const name = typeof type === 'string' ? type.trim() : '';
    return name === ''
      ? []
      : [{ type: name.slice(0, 32), payload, runAt: name.toLowerCase() === 'job' ? utc(payload.runat) : undefined, ...by }];
  });
  await enqueue(app, actions);
  return actions.length;
}

/** Puts actions of the platform itself into the outbox. */
export async function enqueue(app: Pick<App, 'db'>, actions: readonly NewAction[]): Promise<void> {
  await addActions({ run: (text, parameters) => runSql(app.db, text, parameters) }, actions);
}

/** A time without a zone is UTC, as everywhere in the platform; what is no time means now. */
function utc(runAt: unknown): string | undefined {
  if (runAt === null || runAt === undefined || runAt === '') return undefined;
  const text = String(runAt).trim().replace(' ', 'T');
  const moment = new Date(/z$|[+-]\d\d:\d\d$/i.test(text) ? text : `${text.includes('T') ? text : `${text}T00:00:00`}Z`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 23);
}
