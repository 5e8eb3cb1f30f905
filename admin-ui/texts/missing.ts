// Texts of definitions that are written in one language only, and the other language for them. A plain string stands for both languages:
// with Russian letters it lacks English; with others only people can tell, so these are a list of their own.

import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { checkables } from '../../metadata/cross-checks.ts';
import type { DefinitionCache } from '../../metadata/cache.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { walkBody } from '../../metadata/walk.ts';
import type { SchemaNode } from '../../metadata/walk.ts';
import type { Lang } from '../../renderer/locale.ts';
import { ta } from '../texts.ts';
import { changeContent } from './content.ts';
import type { Body } from './content.ts';

export interface OneSided {
  readonly kind: KindName;
  readonly code: string;
  readonly pointer: string;
  /** The language that is there, and its text. */
  readonly lang: Lang;
  readonly text: string;
  /** `same`: one text for both, which may be meant. */
  readonly state: 'missing' | 'same';
  /** Markup is written in the editor of its definition. */
  readonly isMarkup: boolean;
}

/** Labels are not among them: they have a list of their own. */
export function oneSidedTexts(cache: DefinitionCache): OneSided[] {
  return checkables(cache).flatMap((one) =>
    'definition' in one && one.kind !== 'label' ? inBody({ kind: one.kind, code: one.code, body: one.definition }) : [],
  );
}

/** Writes the other language; only where it is still absent and its counterpart is what the writer saw. */
export async function completeText(
  ctx: RequestContext,
  { kind, code, pointer, was, text }: { kind: KindName; code: string; pointer: string; was: string; text: string },
): Promise<void> {
  await changeContent(ctx, {
    kind,
    code,
    comment: ta(ctx.lang, 'texts.commentCompleted'),
    change: (body) => {
      const found = inBody({ kind, code, body }).find((one) => one.pointer === pointer);
      if (found === undefined || found.text !== was || found.isMarkup)
        throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.goneMeanwhile') });
      const other = found.lang === 'en' ? 'ru' : 'en';
      setAt(body, pointer, { [found.lang]: found.text, [other]: text });
    },
  });
}

function inBody({ kind, code, body }: { kind: KindName; code: string; body: unknown }): OneSided[] {
  const found: OneSided[] = [];
  walkBody(kinds[kind].schema, body, ({ schema, value, pointer }) => {
    if (!isLocalText(schema)) return;
    const isMarkup = schema['x-editor'] !== 'localText';
    if (typeof value === 'string') {
      const words = value.replace(/\{\{[^}]*\}\}|\{[^}]*\}|<[^>]*>/g, '');
      if (!/\p{L}{2}/u.test(words)) return;
      const isRussian = /\p{Script=Cyrillic}/u.test(words);
      found.push({ kind, code, pointer, lang: isRussian ? 'ru' : 'en', text: value, state: isRussian ? 'missing' : 'same', isMarkup });
      return;
    }
    const { en = '', ru = '' } = (value ?? {}) as { en?: string; ru?: string };
    if ((en.trim() === '') === (ru.trim() === '')) return;
    found.push({ kind, code, pointer, lang: en.trim() === '' ? 'ru' : 'en', text: en.trim() === '' ? ru : en, state: 'missing', isMarkup });
  });
  return found;
}

function isLocalText({ anyOf }: SchemaNode): boolean {
  return (
    Array.isArray(anyOf) &&
    anyOf.some((one: SchemaNode) => {
      const { properties } = one as { properties?: object };
      return properties !== undefined && 'en' in properties && 'ru' in properties;
    })
  );
}

/** The pointer came from a walk through this very body. */
function setAt(body: Body, pointer: string, value: unknown): void {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((one) => one.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop() ?? '';
  let at: unknown = body;
  for (const one of steps) at = (at as Body)[one];
  (at as Body)[last] = value;
}
