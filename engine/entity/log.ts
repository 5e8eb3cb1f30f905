// The log of status changes: who, when, from, to, with which comment. `platform.status_log` keeps it for every entity.

import { sql } from 'kysely';
import type { Database } from '../../sql/connection.ts';
import type { RequestContext } from '../request-context.ts';

export interface LoggedChange {
  readonly from: string;
  readonly to: string;
  readonly comment: string;
  readonly who: string;
  /** Invariant text, UTC. */
  readonly at: string;
}

const MOST_SHOWN = 100;

/** The latest changes of one record, newest first. */
export async function readChanges({ kysely }: Database, { code, itemID }: { code: string; itemID: string }): Promise<LoggedChange[]> {
  const rows = await kysely
    .selectFrom('platform.status_log as l')
    .leftJoin('platform.user as u', 'u.username', 'l.createdBy')
    .top(MOST_SHOWN)
    .select(['l.fromStatus', 'l.toStatus', 'l.comment', 'l.created', 'l.createdBy', 'u.displayName'])
    .where('l.entityCode', '=', code)
    .where('l.itemID', '=', itemID)
    .orderBy('l.id', 'desc')
    .execute();
  return rows.map((row) => ({
    from: row.fromStatus ?? '',
    to: row.toStatus,
    comment: row.comment ?? '',
    who: row.displayName || (row.createdBy ?? ''),
    at: row.created instanceof Date ? row.created.toISOString() : String(row.created),
  }));
}

export async function writeChange(
  ctx: RequestContext,
  { code, itemID, from, to, comment }: { code: string; itemID: string; from: string; to: string; comment: string },
): Promise<void> {
  await ctx.app.db.kysely
    .insertInto('platform.status_log')
    .values({
      entityCode: code,
      itemID,
      fromStatus: from,
      toStatus: to,
      comment: comment === '' ? null : comment,
      createdBy: ctx.visitor.username,
      created: sql<Date>`SYSUTCDATETIME()`,
    })
    .execute();
}
