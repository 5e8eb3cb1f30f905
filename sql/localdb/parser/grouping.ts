// GROUP BY in all its forms, and the WINDOW clause.

import type { Expression, GroupBy, GroupingElement, QuerySpecification } from './ast/index.ts';
import { parseWindowSpecification } from './calls.ts';
import { parseValue } from './expressions.ts';
import type { TokenStream } from './token-stream.ts';

/** The grouping behind GROUP BY. */
export const parseGroupBy = (p: TokenStream): GroupBy => {
  const all = p.accept('ALL');
  const elements: GroupingElement[] = [];
  do elements.push(parseElement(p));
  while (p.accept(','));
  const suffix = p.at('WITH') ? p.peek(1) : '';
  if (suffix !== 'ROLLUP' && suffix !== 'CUBE') return { elements, all };
  p.pos += 2;
  const items = elements.map((e) => {
    if (e.kind !== 'expression') throw p.unexpected(p.pos - 1);
    return [e.expression];
  });
  return { elements: [{ kind: suffix === 'CUBE' ? 'cube' : 'rollup', items }], all };
};

const parseElement = (p: TokenStream): GroupingElement => {
  if ((p.at('ROLLUP') || p.at('CUBE')) && p.peek(1) === '(') {
    const kind = p.at('CUBE') ? 'cube' : 'rollup';
    p.pos += 2;
    const items: Expression[][] = [];
    do items.push(parseComposite(p));
    while (p.accept(','));
    p.expect(')');
    return { kind, items };
  }
  if (p.at('GROUPING') && p.peek(1) === 'SETS' && p.peek(2) === '(') {
    p.pos += 3;
    p.enter();
    const sets: GroupingElement[][] = [];
    do sets.push(parseSet(p));
    while (p.accept(','));
    p.expect(')');
    p.leave();
    return { kind: 'sets', sets };
  }
  if (p.acceptPair('(', ')')) return { kind: 'sets', sets: [[]] };
  return { kind: 'expression', expression: parseValue(p) };
};

/** One set of GROUPING SETS: `()`, `(a, ROLLUP (b))` or a single element. */
const parseSet = (p: TokenStream): GroupingElement[] => {
  if (p.acceptPair('(', ')')) return [];
  return tryParenthesised(p, parseElement) ?? [parseElement(p)];
};

const parseComposite = (p: TokenStream): Expression[] => tryParenthesised(p, parseValue) ?? [parseValue(p)];

/** `(a, b)` that is a whole item of the list; undefined, with nothing taken, where the parenthesis begins an expression. */
const tryParenthesised = <T>(p: TokenStream, parseItem: (p: TokenStream) => T): T[] | undefined => {
  if (!p.at('(') || p.peek(1) === 'SELECT') return undefined;
  const first = p.pos++;
  const items: T[] = [];
  do items.push(parseItem(p));
  while (p.accept(','));
  p.expect(')');
  if (p.at(',') || p.at(')')) return items;
  p.pos = first;
  return undefined;
};

/** WINDOW name AS (...), ... */
export const parseWindowClause = (p: TokenStream): QuerySpecification['windows'] => {
  if (!isWindowClause(p)) return [];
  p.next();
  const windows = [];
  do {
    const name = p.identifier();
    p.expect('AS');
    windows.push({ name, specification: parseWindowSpecification(p) });
  } while (p.accept(','));
  return windows;
};

/** WINDOW is no reserved word: it opens the clause where `name AS (` follows. */
export const isWindowClause = (p: TokenStream): boolean => p.at('WINDOW') && p.isIdentifier(1) && p.peek(2) === 'AS' && p.peek(3) === '(';
