// What users keep for themselves by name: the open nodes of a tree, the columns of a table, which guide they have seen. Small texts in
// `platform.user_preference`; each module that keeps one owns the names that begin with its word.

import { runSql } from '../sql/query.ts';
import type { RequestContext } from './request-context.ts';

// Two tabs may write the same name at once.
const KEEP = `
MERGE platform.user_preference WITH (HOLDLOCK) AS target
USING (SELECT @userID AS userID, @name AS name) AS source ON target.userID = source.userID AND target.name = source.name
WHEN MATCHED THEN UPDATE SET value = @value
WHEN NOT MATCHED THEN INSERT (userID, name, value) VALUES (source.userID, source.name, @value);`;

/** Undefined for what was never kept, and for visitors who are not signed in. */
export async function readPreference({ app, visitor }: RequestContext, name: string): Promise<string | undefined> {
  if (visitor.userID === null) return undefined;
  const row = await app.db.kysely
    .selectFrom('platform.user_preference')
    .select('value')
    .where('userID', '=', visitor.userID)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value ?? undefined;
}

/** Without a value it is forgotten. Visitors who are not signed in keep nothing. */
export async function keepPreference({ app, visitor }: RequestContext, name: string, value: string | undefined): Promise<void> {
  const { userID } = visitor;
  if (userID === null) return;
  if (value === undefined)
    await runSql(app.db, 'DELETE FROM platform.user_preference WHERE userID = @userID AND name = @name;', { userID, name });
  else await runSql(app.db, KEEP, { userID, name, value });
}
