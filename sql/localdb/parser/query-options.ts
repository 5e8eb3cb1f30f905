// The clauses at a query's end: FOR JSON, FOR XML and OPTION (...).

import type { ForJson, ForXml, QueryHint } from './ast/index.ts';
import { INT, DECIMAL, WORD, KEYWORD } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

/** FOR JSON or FOR XML, if it is there; FOR UPDATE and FOR READ ONLY are left to the cursor. */
export const parseForClause = (p: TokenStream): ForJson | ForXml | undefined => {
  if (!p.at('FOR')) return undefined;
  if (p.peek(1) === 'JSON') return parseForJson(p);
  if (p.peek(1) === 'XML') return parseForXml(p);
  if (p.peek(1) === 'BROWSE') throw p.notSupported('FOR BROWSE');
  return undefined;
};

const parseForJson = (p: TokenStream): ForJson => {
  p.pos += 2;
  const mode = p.accept('PATH') ? 'path' : 'auto';
  if (mode === 'auto') p.expect('AUTO');
  let root: string | undefined;
  let includeNullValues = false,
    withoutArrayWrapper = false;
  while (p.accept(',')) {
    if (p.accept('ROOT')) root = parseOptionalName(p) ?? 'root';
    else if (p.accept('INCLUDE_NULL_VALUES')) includeNullValues = true;
    else if (p.accept('WITHOUT_ARRAY_WRAPPER')) withoutArrayWrapper = true;
    else throw p.unexpected();
  }
  if (root !== undefined && withoutArrayWrapper) p.defer(p.error(13620));
  return { kind: 'json', mode, root, includeNullValues, withoutArrayWrapper };
};

const XML_MODES = { PATH: 'path', RAW: 'raw', AUTO: 'auto', EXPLICIT: 'explicit' } as const;
const parseForXml = (p: TokenStream): ForXml => {
  p.pos += 2;
  const word = p.acceptAny('PATH', 'RAW', 'AUTO', 'EXPLICIT') as keyof typeof XML_MODES | undefined;
  if (word === undefined) throw p.unexpected();
  const mode = XML_MODES[word];
  const element = mode === 'path' || mode === 'raw' ? parseOptionalName(p) : undefined;
  let root: string | undefined;
  let elements = false,
    xsinil = false,
    type = false;
  while (p.accept(',')) {
    if (p.accept('ROOT')) root = parseOptionalName(p) ?? 'root';
    else if (p.accept('TYPE')) type = true;
    else if (p.accept('ELEMENTS')) {
      elements = true;
      xsinil = p.accept('XSINIL');
      if (!xsinil) p.accept('ABSENT');
    } else if (p.at('BINARY') && p.peek(1) === 'BASE64') p.pos += 2;
    else if (p.at('XMLDATA') || p.at('XMLSCHEMA')) throw p.notSupported(`FOR XML ... ${p.word}`);
    else throw p.unexpected();
  }
  return { kind: 'xml', mode, element, root, elements, xsinil, type };
};

const parseOptionalName = (p: TokenStream): string | undefined => {
  if (!p.accept('(')) return undefined;
  const name = p.string();
  p.expect(')');
  return name;
};

// First words of the hints that OPTION knows.
const HINTS = new Set([
  'HASH',
  'ORDER',
  'CONCAT',
  'MERGE',
  'LOOP',
  'EXPAND',
  'FAST',
  'FORCE',
  'DISABLE',
  'IGNORE_NONCLUSTERED_COLUMNSTORE_INDEX',
  'KEEP',
  'KEEPFIXED',
  'LABEL',
  'MAX_GRANT_PERCENT',
  'MIN_GRANT_PERCENT',
  'MAXDOP',
  'MAXRECURSION',
  'NO_PERFORMANCE_SPOOL',
  'OPTIMIZE',
  'PARAMETERIZATION',
  'QUERYTRACEON',
  'RECOMPILE',
  'ROBUST',
  'USE',
  'TABLE',
]);

/** OPTION (hint, ...) */
export const parseQueryHints = (p: TokenStream): QueryHint[] => {
  p.expect('OPTION');
  p.expect('(');
  const hints: QueryHint[] = [];
  do {
    if (!HINTS.has(p.word)) throw p.unexpected();
    const words: string[] = [];
    while (p.kind === WORD || p.kind === KEYWORD) {
      words.push(p.word);
      p.pos++;
    }
    p.accept('=');
    let value: number | undefined;
    if (p.kind === INT || p.kind === DECIMAL) value = Number(p.raw(p.pos++));
    else if (p.isString()) p.pos++;
    else if (p.at('(')) skipParentheses(p);
    hints.push({ name: words.join(' '), ...(value !== undefined && { value }) });
  } while (p.accept(','));
  p.expect(')');
  return hints;
};

/** Takes a parenthesis with all that is in it. */
export const skipParentheses = (p: TokenStream): void => {
  p.expect('(');
  for (let depth = 1; depth > 0; p.pos++) {
    if (p.isEnd) throw p.unexpected();
    if (p.at('(')) depth++;
    else if (p.at(')')) depth--;
  }
};
