// Labels of all parts as one list of keys, and what is changed of them one text at a time.

import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { DefinitionCache } from '../../metadata/cache.ts';
import { labelKeyPattern } from '../../metadata/kinds/label.ts';
import type { Lang } from '../../renderer/locale.ts';
import { usesOfLabel } from '../definitions/uses.ts';
import type { Use } from '../definitions/uses.ts';
import { ta } from '../texts.ts';
import { changeContent } from './content.ts';
import type { Body } from './content.ts';

export interface Label {
  /** Code of the definition that it stands in. */
  readonly part: string;
  readonly key: string;
  readonly en: string;
  readonly ru: string;
  readonly uses: readonly Use[];
}

export interface LabelFilter {
  /** Part of the key or of a text. */
  readonly text: string;
  readonly part: string;
  readonly state: '' | 'missing' | 'unused';
}

const KEY = new RegExp(labelKeyPattern);
const LONGEST = 4000;

/** By part and key. Parts that are broken are for the definitions' editor. */
export function labelsOf(cache: DefinitionCache): Label[] {
  return cache.all('label').flatMap((stored) =>
    'findings' in stored
      ? []
      : Object.entries(stored.definition.texts)
          .map(([key, { en, ru }]) => ({ part: stored.code, key, en, ru, uses: usesOfLabel(cache, key) }))
          .sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
}

export function partsOf(cache: DefinitionCache): string[] {
  return cache.all('label').map(({ code }) => code);
}

export function filterLabels(labels: readonly Label[], { text, part, state }: LabelFilter): Label[] {
  const wanted = text.trim().toLowerCase();
  return labels.filter(
    (label) =>
      (part === '' || label.part === part) &&
      (state === '' || (state === 'missing' ? isMissing(label) : label.uses.length === 0 && !isHeading(label.key))) &&
      (wanted === '' || [label.key, label.en, label.ru].some((one) => one.toLowerCase().includes(wanted))),
  );
}

export function isMissing({ en, ru }: Pick<Label, 'en' | 'ru'>): boolean {
  return en.trim() === '' || ru.trim() === '';
}

/** Headings of charts and panels are found by the names of their columns, so no definition names these. */
export function isHeading(key: string): boolean {
  return key.startsWith('column.');
}

export function isKey(text: string): boolean {
  return KEY.test(text);
}

interface Place {
  readonly part: string;
  readonly key: string;
}

/** Sets one text; `was` is what the writer saw of it, so that nobody's words are lost without notice. */
export async function saveText(
  ctx: RequestContext,
  { part, key, lang, was, text }: Place & { lang: Lang; was: string; text: string },
): Promise<void> {
  await changeContent(ctx, {
    kind: 'label',
    code: part,
    comment: ta(ctx.lang, 'texts.commentOne', { key }),
    change: (body) => {
      const texts = textsOf(body);
      const entry = Object.hasOwn(texts, key) ? texts[key] : undefined;
      if (entry === undefined) throw new RequestError('notFound', { detail: `${part} has no label ${key}` });
      if (entry[lang] !== was) throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.textChanged', { text: entry[lang] }) });
      entry[lang] = text.slice(0, LONGEST);
    },
  });
}

/** Adds a key; the caller has looked that no part has it. */
export async function addLabel(ctx: RequestContext, { part, key, en, ru }: Place & { en: string; ru: string }): Promise<void> {
  await changeContent(ctx, {
    kind: 'label',
    code: part,
    comment: ta(ctx.lang, 'texts.commentOne', { key }),
    change: (body) => {
      textsOf(body)[key] = { en: en.slice(0, LONGEST), ru: ru.slice(0, LONGEST) };
    },
  });
}

export async function removeLabel(ctx: RequestContext, { part, key }: Place): Promise<void> {
  await changeContent(ctx, {
    kind: 'label',
    code: part,
    comment: ta(ctx.lang, 'texts.commentRemoved', { key }),
    change: (body) => {
      delete textsOf(body)[key];
    },
  });
}

/** The texts of a part's body, to be changed; a body without them gets an empty list. */
export function textsOf(body: Body): Record<string, { en: string; ru: string }> {
  body.texts ??= {};
  return body.texts as Record<string, { en: string; ru: string }>;
}
