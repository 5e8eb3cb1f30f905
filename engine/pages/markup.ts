// Page markup compiled once for each version of its definition: static parts, tokens and component slots in order (conventions §2). Values
// never become markup here: tokens are escaped by whoever renders the parts, slots are loaded by code and role.

import { Parser } from 'htmlparser2';

/** `{NAME}` and its relatives, still to be given a value. */
export type TokenPart =
  | { readonly type: 'token'; readonly name: string }
  | { readonly type: 'html'; readonly name: string }
  | { readonly type: 'label'; readonly key: string }
  | { readonly type: 'setting'; readonly code: string };

export type TextPart = { readonly type: 'static'; readonly text: string } | TokenPart;

/** A top-level snippet; every attribute value may hold tokens. */
export interface SnippetPart {
  readonly type: 'snippet';
  /** Lower case: `as-table`. */
  readonly snippet: string;
  readonly code: readonly TextPart[];
  /** Undefined: the page's own item. */
  readonly itemID: readonly TextPart[] | undefined;
  readonly params: ReadonlyMap<string, readonly TextPart[]>;
}

export interface BlockPart {
  readonly type: 'block';
  readonly code: string;
}

export type MarkupPart = TextPart | SnippetPart | BlockPart;

export interface CompiledMarkup {
  readonly parts: readonly MarkupPart[];
}

const TOKEN = /\{(?:(html|t|block|setting):([\w.-]+)|sp-([\w.-]+)|([A-Za-z_][\w.-]*))\}/g;
const PARAM = /^data-param-(.+)$/;

/**
 * Compiles markup. `snippets` are the classes that make an element a slot, in lower case; an element inside another snippet belongs to that
 * one and is dropped with its content, as the component replaces it.
 */
export function compileMarkup(markup: string, snippets: ReadonlySet<string>): CompiledMarkup {
  const parts: MarkupPart[] = [];
  let done = 0;
  for (const slot of findSnippets(markup, snippets)) {
    parts.push(...compileText(markup.slice(done, slot.start)));
    parts.push(slot.part);
    done = slot.end;
  }
  parts.push(...compileText(markup.slice(done)));
  return { parts };
}

/** Static text and tokens of any text that may hold tokens: titles, URLs, attribute values. Blocks are found only in markup. */
export function compileText(text: string): (TextPart | BlockPart)[] {
  const parts: (TextPart | BlockPart)[] = [];
  let done = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > done) parts.push({ type: 'static', text: text.slice(done, match.index) });
    parts.push(tokenPart(match));
    done = match.index + match[0].length;
  }
  if (done < text.length) parts.push({ type: 'static', text: text.slice(done) });
  return parts;
}

function tokenPart([, prefix, prefixed = '', block, name = '']: RegExpExecArray | RegExpMatchArray): TextPart | BlockPart {
  if (block !== undefined) return { type: 'block', code: block };
  if (prefix === 'block') return { type: 'block', code: prefixed };
  if (prefix === 'html') return { type: 'html', name: prefixed };
  if (prefix === 't') return { type: 'label', key: prefixed };
  if (prefix === 'setting') return { type: 'setting', code: prefixed };
  return { type: 'token', name };
}

interface FoundSnippet {
  start: number;
  end: number;
  part: SnippetPart;
}

function findSnippets(markup: string, snippets: ReadonlySet<string>): FoundSnippet[] {
  const found: FoundSnippet[] = [];
  let open: { start: number; depth: number; part: SnippetPart } | undefined;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(_name, attributes) {
        depth += 1;
        if (open !== undefined) return;
        const snippet = snippetClass(attributes.class, snippets);
        if (snippet !== undefined) open = { start: parser.startIndex, depth, part: snippetPart(snippet, attributes) };
      },
      onclosetag() {
        if (open !== undefined && open.depth === depth) {
          found.push({ start: open.start, end: Math.min(parser.endIndex + 1, markup.length), part: open.part });
          open = undefined;
        }
        depth -= 1;
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.write(markup);
  parser.end();
  return found;
}

function snippetClass(classes: string | undefined, snippets: ReadonlySet<string>): string | undefined {
  return classes
    ?.toLowerCase()
    .split(/\s+/)
    .find((name) => snippets.has(name));
}

function snippetPart(snippet: string, attributes: Readonly<Record<string, string>>): SnippetPart {
  const params = new Map<string, readonly TextPart[]>();
  for (const [name, value] of Object.entries(attributes)) {
    const param = PARAM.exec(name)?.[1];
    if (param !== undefined) params.set(param, textParts(value));
  }
  const itemID = attributes['data-itemid'];
  return {
    type: 'snippet',
    snippet,
    code: textParts(attributes['data-code'] ?? ''),
    itemID: itemID === undefined ? undefined : textParts(itemID),
    params,
  };
}

/** Attribute values hold no blocks: `{block:x}` in one stays as it is written. */
function textParts(text: string): TextPart[] {
  return compileText(text).map((part) => (part.type === 'block' ? { type: 'static', text: `{block:${part.code}}` } : part));
}
