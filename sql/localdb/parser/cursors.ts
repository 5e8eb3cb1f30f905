// Cursors: DECLARE, OPEN, FETCH, CLOSE and DEALLOCATE.

import type {
  CloseCursor,
  CursorDefinition,
  CursorReference,
  DeallocateCursor,
  DeclareCursor,
  FetchCursor,
  OpenCursor,
} from './ast/index.ts';
import { parseSimpleValue } from './expressions.ts';
import { VARIABLE } from './lexer.ts';
import { parseNameParts } from './names.ts';
import { parseSelectStatement } from './select.ts';
import type { TokenStream } from './token-stream.ts';

/** DECLARE name [INSENSITIVE] [SCROLL] CURSOR ...; DECLARE has been taken. */
export const parseDeclareCursor = (p: TokenStream, first: number): DeclareCursor => {
  const name = p.identifier();
  const insensitive = p.accept('INSENSITIVE');
  const scroll = p.accept('SCROLL');
  if (!p.at('CURSOR')) throw p.unexpected();
  const definition = parseCursorDefinition(p);
  const cursor =
    insensitive || scroll
      ? { ...definition, scroll: scroll || definition.scroll, ...(insensitive && { type: 'static' as const, readOnly: true }) }
      : definition;
  return { ...p.since(first), kind: 'declareCursor', name, cursor };
};

const TYPES = { STATIC: 'static', KEYSET: 'keyset', DYNAMIC: 'dynamic', FAST_FORWARD: 'fastForward' } as const;

/** CURSOR [options] FOR query [FOR UPDATE [OF columns] | FOR READ ONLY] */
export const parseCursorDefinition = (p: TokenStream): CursorDefinition => {
  const first = p.pos;
  p.expect('CURSOR');
  let scope: CursorDefinition['scope'];
  let type: CursorDefinition['type'];
  let scroll = false,
    forwardOnly = false,
    readOnly = false;
  while (!p.at('FOR')) {
    const { word } = p;
    if (word === 'LOCAL') scope = 'local';
    else if (word === 'GLOBAL') scope = 'global';
    else if (word === 'SCROLL') scroll = true;
    else if (word === 'FORWARD_ONLY') forwardOnly = true;
    else if (word === 'READ_ONLY') readOnly = true;
    else if (word === 'STATIC' || word === 'KEYSET' || word === 'DYNAMIC' || word === 'FAST_FORWARD') type = TYPES[word];
    else if (word !== 'SCROLL_LOCKS' && word !== 'OPTIMISTIC' && word !== 'TYPE_WARNING') throw p.unexpected();
    if (type === 'fastForward') forwardOnly = readOnly = true;
    p.pos++;
  }
  p.next();
  const query = parseSelectStatement(p, 'cursor');
  let forUpdate: string[] | undefined;
  if (p.accept('FOR')) {
    if (p.accept('UPDATE')) {
      forUpdate = [];
      if (p.accept('OF'))
        do forUpdate.push(parseNameParts(p).at(-1) ?? '');
        while (p.accept(','));
    } else {
      p.expect('READ');
      p.expect('ONLY');
      readOnly = true;
    }
  }
  return { ...p.since(first), scope, scroll, type, forwardOnly, readOnly, query, forUpdate };
};

/** [GLOBAL] name or @variable */
const parseReference = (p: TokenStream): CursorReference => {
  if (p.kind === VARIABLE) return { name: p.raw(p.pos++), isGlobal: false };
  const isGlobal = p.at('GLOBAL') && p.isIdentifier(1) && p.accept('GLOBAL');
  return { name: p.identifier(), isGlobal };
};

export const parseOpen = (p: TokenStream): OpenCursor => {
  const first = p.pos++;
  if ((p.at('SYMMETRIC') || p.at('MASTER')) && p.peek(1) === 'KEY') throw p.notSupported(`OPEN ${p.word} KEY`);
  const cursor = parseReference(p);
  return { ...p.since(first), kind: 'openCursor', cursor };
};

export const parseClose = (p: TokenStream): CloseCursor => {
  const first = p.pos++;
  const cursor = parseReference(p);
  return { ...p.since(first), kind: 'closeCursor', cursor };
};

export const parseDeallocate = (p: TokenStream): DeallocateCursor => {
  const first = p.pos++;
  p.accept('CURSOR');
  const cursor = parseReference(p);
  return { ...p.since(first), kind: 'deallocate', cursor };
};

const ORIENTATIONS = { NEXT: 'next', PRIOR: 'prior', FIRST: 'first', LAST: 'last', ABSOLUTE: 'absolute', RELATIVE: 'relative' } as const;

/** FETCH [[orientation] FROM] cursor [INTO @a, ...] */
export const parseFetch = (p: TokenStream): FetchCursor => {
  const first = p.pos++;
  const word = p.word as keyof typeof ORIENTATIONS;
  let orientation: FetchCursor['orientation'] = 'next';
  let offset: FetchCursor['offset'];
  // A word of this kind may also be the cursor's name, if neither FROM nor a name follows it.
  if (word in ORIENTATIONS && (p.peek(1) === 'FROM' || word === 'ABSOLUTE' || word === 'RELATIVE' || !isEndOfName(p))) {
    orientation = ORIENTATIONS[word];
    p.pos++;
    if (orientation === 'absolute' || orientation === 'relative') offset = parseSimpleValue(p);
    else if (!p.at('FROM') && !p.isIdentifier() && p.kind !== VARIABLE) throw p.error(153, p.pos, word.toLowerCase(), 'FETCH');
  }
  p.accept('FROM');
  const cursor = parseReference(p);
  let into: string[] | undefined;
  if (p.accept('INTO')) {
    into = [];
    do {
      if (p.kind !== VARIABLE) throw p.unexpected();
      into.push(p.raw(p.pos++));
    } while (p.accept(','));
  }
  return { ...p.since(first), kind: 'fetch', cursor, orientation, offset, into };
};

const isEndOfName = (p: TokenStream): boolean => p.peek(1) === 'INTO' || p.peek(1) === ';';
