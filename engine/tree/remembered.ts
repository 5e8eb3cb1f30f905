// What a visitor opened and closed in a tree, kept among their preferences, so that it stands the same on every machine and nothing jumps
// after load. Anonymous visitors have nothing remembered.

import type { RequestContext } from '../request-context.ts';
import type { Remembered } from './nodes.ts';

const MOST_NODES = 500;
const NOTHING: Remembered = { open: new Set(), closed: new Set() };

export async function readRemembered({ app, visitor }: RequestContext, code: string): Promise<Remembered> {
  if (visitor.userID === null) return NOTHING;
  const row = await app.db.kysely
    .selectFrom('platform.user_preference')
    .select('value')
    .where('userID', '=', visitor.userID)
    .where('name', '=', preferenceName(code))
    .executeTakeFirst();
  try {
    const kept = JSON.parse(row?.value ?? '{}') as { open?: unknown; closed?: unknown };
    return { open: idSet(kept.open), closed: idSet(kept.closed) };
  } catch {
    return NOTHING;
  }
}

export async function writeRemembered(
  { app, visitor }: RequestContext,
  code: string,
  { open, closed }: { open: unknown; closed: unknown },
): Promise<void> {
  if (visitor.userID === null) return;
  const { userID } = visitor;
  const name = preferenceName(code);
  const value = JSON.stringify({ open: [...idSet(open)], closed: [...idSet(closed)] });
  const updated = await app.db.kysely
    .updateTable('platform.user_preference')
    .set({ value })
    .where('userID', '=', userID)
    .where('name', '=', name)
    .executeTakeFirst();
  if (updated.numUpdatedRows > 0n) return;
  // Two tabs may write first at once: the other one's row is as good.
  await app.db.kysely
    .insertInto('platform.user_preference')
    .values({ userID, name, value })
    .execute()
    .catch(() => undefined);
}

function preferenceName(code: string): string {
  return `tree:${code.toLowerCase()}`;
}

function idSet(list: unknown): ReadonlySet<string> {
  if (!Array.isArray(list)) return new Set();
  return new Set(list.filter((id): id is string => typeof id === 'string' && id.length <= 128).slice(0, MOST_NODES));
}
