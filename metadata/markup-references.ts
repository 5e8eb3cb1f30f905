// What a piece of markup refers to: snippets of components, `{block:CODE}`, `{setting:CODE}`, `{t:KEY}`. For the checks only; rendering has its own parser.

import { kinds, kindNames } from './kinds.ts';
import type { KindName } from './kinds.ts';

export interface MarkupReference {
  readonly kind: KindName;
  /** Undefined when a snippet names no code. */
  readonly code: string | undefined;
  /** As written, for the message: `as-table`. */
  readonly what: string;
}

const snippetKinds: ReadonlyMap<string, KindName> = new Map(
  kindNames.flatMap((kind) => kinds[kind].snippets.map((snippet) => [snippet, kind])),
);

const tag = /<[a-zA-Z][\w-]*((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*\/?>/g;
const attribute = /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const blockToken = /\{(?:block:|sp-)([A-Za-z0-9][\w-]*)\}/g;
const settingToken = /\{setting:([A-Za-z0-9][\w.-]*)\}/g;
const containerId = /#as-([a-z]+)-([A-Za-z0-9][\w-]*)/gi;

/** Components and blocks that the markup names. Codes that hold a token are known at run time only and left out. */
export function markupReferences(markup: string): MarkupReference[] {
  const blocks = [...markup.matchAll(blockToken)].map(([what, code]): MarkupReference => ({ kind: 'block', code, what }));
  const settings = [...markup.matchAll(settingToken)].map(([what, code]): MarkupReference => ({ kind: 'setting', code, what }));
  return [...snippets(markup), ...blocks, ...settings];
}

/** Components named by the ids of their containers, as refresh lists do: `#as-table-orders`. */
export function containerReferences(selectors: string): MarkupReference[] {
  return [...selectors.matchAll(containerId)].flatMap(([what, name = '', code]): MarkupReference[] => {
    const kind = snippetKinds.get(`as-${name.toLowerCase()}`);
    return kind === undefined ? [] : [{ kind, code, what }];
  });
}

export interface Renaming {
  readonly kind: KindName;
  readonly from: string;
  readonly to: string;
}

/** The text with the new code wherever it names the definition by its old one: in snippets, tokens and ids of containers. */
export function renamedInMarkup(markup: string, { kind, from, to }: Renaming): string {
  const isIt = (code: string | undefined): boolean => code?.toLowerCase() === from.toLowerCase();
  const inTags = markup.replace(tag, (whole) => {
    const named = snippets(whole)[0];
    if (named?.kind !== kind || !isIt(named.code)) return whole;
    return whole.replace(/(\sdata-code\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s"'>]+)/i, (_all, before: string) => `${before}"${to}"`);
  });
  const inTokens =
    kind === 'block' || kind === 'setting'
      ? inTags.replace(kind === 'block' ? blockToken : settingToken, (whole, code: string) =>
          isIt(code) ? `${whole.slice(0, whole.length - 1 - code.length)}${to}}` : whole,
        )
      : inTags;
  return inTokens.replace(containerId, (whole, name: string, code: string) =>
    snippetKinds.get(`as-${name.toLowerCase()}`) === kind && isIt(code) ? `${whole.slice(0, whole.length - code.length)}${to}` : whole,
  );
}

function snippets(markup: string): MarkupReference[] {
  return [...markup.matchAll(tag)].flatMap(([, attributes = '']): MarkupReference[] => {
    const values = new Map([...attributes.matchAll(attribute)].map(([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? '']));
    const what = (values.get('class') ?? '')
      .toLowerCase()
      .split(/\s+/)
      .find((name) => snippetKinds.has(name));
    const kind = what === undefined ? undefined : snippetKinds.get(what);
    const code = values.get('data-code');
    if (what === undefined || kind === undefined || code?.includes('{')) return [];
    return [{ kind, code: code === '' ? undefined : code, what }];
  });
}
