// What an editor may do among the definitions: texts, labels, HTML blocks and letters, and of a block only what is read, nothing that runs.

import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { isKindName, kindNames, kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { ta } from '../texts.ts';

const contentKinds: readonly KindName[] = ['label', 'block', 'mailTemplate'];
/** Properties of a block that are words and markup; the others decide who sees it and what it calls. */
const blockContent: ReadonlySet<string> = new Set(['title', 'html', 'htmlRu', 'wrapper']);

export function isDeveloper({ visitor }: RequestContext): boolean {
  return visitor.roles.has('developer');
}

export function kindsFor(ctx: RequestContext): readonly KindName[] {
  return isDeveloper(ctx) ? kindNames : contentKinds;
}

/** The kind of an address; for whom it is closed it does not exist. */
export function requireKind(ctx: RequestContext, kind: string): KindName {
  if (isKindName(kind) && kindsFor(ctx).includes(kind)) return kind;
  throw new RequestError('notFound', { detail: `no definitions of kind "${kind}" for this visitor` });
}

/** Options of a definition's own that the visitor may not change. */
export function lockedOptions(ctx: RequestContext, kind: KindName): string[] {
  if (isDeveloper(ctx) || kind !== 'block') return [];
  const { properties } = kinds.block.schema as unknown as { properties: object };
  return Object.keys(properties).filter((name) => !blockContent.has(name));
}

/** Throws `forbidden` when an editor changes more of a block than its content. Texts that are not JSON are for the checks to refuse. */
export function requireContentOnly(ctx: RequestContext, { kind, before, after }: { kind: KindName; before: string; after: string }): void {
  if (isDeveloper(ctx) || kind !== 'block') return;
  const old = objectOf(before) ?? {};
  const now = objectOf(after);
  if (now === undefined) return;
  const names = new Set([...Object.keys(old), ...Object.keys(now)]);
  const changed = [...names].filter((name) => !blockContent.has(name) && JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  if (changed.length > 0)
    throw new RequestError('forbidden', { text: ta(ctx.lang, 'definitions.contentOnly', { names: changed.join(', ') }) });
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
