// What a visitor opened and closed in a tree, kept among their preferences, so that it stands the same on every machine and nothing jumps
// after load. Anonymous visitors have nothing remembered.

import type { RequestContext } from '../request-context.ts';
import { keepPreference, readPreference } from '../user-preferences.ts';
import type { Remembered } from './nodes.ts';

const MOST_NODES = 500;
const NOTHING: Remembered = { open: new Set(), closed: new Set() };

export async function readRemembered(ctx: RequestContext, code: string): Promise<Remembered> {
  try {
    const kept = JSON.parse((await readPreference(ctx, preferenceName(code))) ?? '{}') as { open?: unknown; closed?: unknown };
    return { open: idSet(kept.open), closed: idSet(kept.closed) };
  } catch (error) {
    if (error instanceof SyntaxError) return NOTHING;
    throw error;
  }
}

export async function writeRemembered(
  ctx: RequestContext,
  code: string,
  { open, closed }: { open: unknown; closed: unknown },
): Promise<void> {
  await keepPreference(ctx, preferenceName(code), JSON.stringify({ open: [...idSet(open)], closed: [...idSet(closed)] }));
}

function preferenceName(code: string): string {
  return `tree:${code.toLowerCase()}`;
}

function idSet(list: unknown): ReadonlySet<string> {
  if (!Array.isArray(list)) return new Set();
  return new Set(list.filter((id): id is string => typeof id === 'string' && id.length <= 128).slice(0, MOST_NODES));
}
