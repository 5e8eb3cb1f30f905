// Users whose requests are kept in detail for a while.

import type { Database } from '../../sql/connection.ts';

export interface TraceSwitch {
  readonly username: string;
  readonly until: Date;
}

export async function readSwitches(db: Database): Promise<TraceSwitch[]> {
  return db.kysely
    .selectFrom('platform.trace_switch as s')
    .innerJoin('platform.user as u', 'u.id', 's.userID')
    .select(['u.username', 's.until'])
    .where('s.until', '>', new Date())
    .orderBy('u.username')
    .execute();
}
