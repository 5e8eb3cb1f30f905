// Conditions: AND, OR and NOT over comparisons, BETWEEN, IN, LIKE, IS NULL, EXISTS and quantified comparisons.
//
// A parenthesis in a condition may hold a condition or a value; it is parsed once and its kind decides. A value where a
// condition must stand is error 4145.

import type { ComparisonOperator, Expression } from './ast/index.ts';
import { isPredicate } from './ast/index.ts';
import { parseOperand, parseValue } from './expressions.ts';
import { VARIABLE } from './lexer.ts';
import { continueQuery, parseQueryInParentheses, parseQueryStatement } from './select.ts';
import type { TokenStream } from './token-stream.ts';

/** Parses a condition. */
export const parseCondition = (p: TokenStream): Expression => requireCondition(p, parseEither(p));

/** A condition, or a value where nothing makes it one. */
export const parseEither = (p: TokenStream): Expression => {
  const first = p.pos;
  let left = parseConjunction(p);
  for (let terms = 0; p.at('OR'); terms++) {
    p.checkChain(terms);
    requireCondition(p, left);
    p.pos++;
    const right = requireCondition(p, parseConjunction(p));
    left = { ...p.since(first), kind: 'or', left, right };
  }
  return left;
};

const parseConjunction = (p: TokenStream): Expression => {
  const first = p.pos;
  let left = parseNegation(p);
  for (let terms = 0; p.at('AND'); terms++) {
    p.checkChain(terms);
    requireCondition(p, left);
    p.pos++;
    const right = requireCondition(p, parseNegation(p));
    left = { ...p.since(first), kind: 'and', left, right };
  }
  return left;
};

const parseNegation = (p: TokenStream): Expression => {
  if (!p.at('NOT')) return parsePredicate(p);
  const first = p.pos++;
  p.enter();
  const operand = requireCondition(p, parseNegation(p));
  p.leave();
  return { ...p.since(first), kind: 'not', operand };
};

const requireCondition = (p: TokenStream, e: Expression): Expression => {
  if (isPredicate(e)) return e;
  // *= and =* were outer joins once; now the first is an assignment, which is no condition.
  if (p.at('*=')) throw p.unexpected();
  throw p.isEnd && p.tokens.error ? p.tokens.error : p.error(4145, p.isEnd ? p.pos - 1 : p.pos, p.shown());
};

const parsePredicate = (p: TokenStream): Expression => {
  const first = p.pos;
  switch (p.word) {
    case 'EXISTS': {
      p.pos++;
      const query = parseQueryInParentheses(p, 'exists');
      return { ...p.since(first), kind: 'exists', query };
    }
    case 'UPDATE': {
      p.pos++;
      p.expect('(');
      const column = p.identifier();
      p.expect(')');
      return { ...p.since(first), kind: 'updateFunction', column };
    }
    case 'CONTAINS':
    case 'FREETEXT':
      throw p.notSupported(`Full-text search (${p.word})`);
    default:
      return parseTail(p, parseOperand(p), first);
  }
};

const OPERATORS: ReadonlyMap<string, ComparisonOperator> = new Map([
  ['=', '='],
  ['<>', '<>'],
  ['!=', '<>'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['!<', '>='],
  ['!>', '<='],
]);
/** Operators written with a space inside, which T-SQL allows. */
const SPACED: Readonly<Record<string, ComparisonOperator>> = { '<=': '<=', '<>': '<>', '>=': '>=', '!=': '<>', '!<': '>=', '!>': '<=' };

/** The rest of a predicate behind its first value; the value itself if there is none. */
const parseTail = (p: TokenStream, left: Expression, first: number): Expression => {
  if (isPredicate(left)) return left;
  const spaced = p.at('<') || p.at('>') || p.at('!') ? SPACED[p.word + p.peek(1)] : undefined;
  const operator = spaced ?? OPERATORS.get(p.word);
  if (operator !== undefined) {
    p.pos += spaced ? 2 : 1;
    return parseComparison(p, left, operator, first);
  }
  const negated = p.at('NOT') && (p.peek(1) === 'BETWEEN' || p.peek(1) === 'IN' || p.peek(1) === 'LIKE');
  if (negated) p.pos++;
  switch (p.word) {
    case 'IS':
      return parseIs(p, left, first);
    case 'BETWEEN': {
      p.pos++;
      const low = parseValue(p);
      p.expect('AND');
      const high = parseValue(p);
      return { ...p.since(first), kind: 'between', negated, operand: left, low, high };
    }
    case 'LIKE': {
      p.pos++;
      const pattern = parseValue(p);
      const escapeWith = p.accept('ESCAPE') ? parseValue(p) : undefined;
      return { ...p.since(first), kind: 'like', negated, operand: left, pattern, escape: escapeWith };
    }
    case 'IN':
      return parseIn(p, left, negated, first);
    default:
      return left;
  }
};

const parseComparison = (p: TokenStream, left: Expression, operator: ComparisonOperator, first: number): Expression => {
  if ((p.at('ALL') || p.at('ANY') || p.at('SOME')) && p.peek(1) === '(') {
    const quantifier = p.at('ALL') ? 'all' : 'any';
    p.pos++;
    const query = parseQueryInParentheses(p, 'subquery');
    return { ...p.since(first), kind: 'quantified', operator, quantifier, left, query };
  }
  const right = parseValue(p);
  return { ...p.since(first), kind: 'comparison', operator, left, right };
};

const parseIs = (p: TokenStream, left: Expression, first: number): Expression => {
  p.expect('IS');
  const negated = p.accept('NOT');
  if (p.accept('DISTINCT')) {
    p.expect('FROM');
    const right = parseValue(p);
    return { ...p.since(first), kind: 'isDistinctFrom', negated, left, right };
  }
  p.expect('NULL');
  return { ...p.since(first), kind: 'isNull', negated, operand: left };
};

const parseIn = (p: TokenStream, operand: Expression, negated: boolean, first: number): Expression => {
  p.expect('IN');
  p.expect('(');
  p.enter();
  if (p.at('SELECT')) {
    const query = parseQueryStatement(p, 'subquery');
    p.expect(')');
    p.leave();
    return { ...p.since(first), kind: 'inQuery', negated, operand, query };
  }
  const inner = p.pos;
  const items = [parseValue(p)];
  const [head] = items;
  if (head?.kind === 'subquery' && (p.at('UNION') || p.at('EXCEPT') || p.at('INTERSECT'))) {
    const query = continueQuery(p, { kind: 'parenthesised', ...p.since(inner), query: head.query }, inner, 'subquery');
    p.expect(')');
    p.leave();
    return { ...p.since(first), kind: 'inQuery', negated, operand, query };
  }
  while (p.accept(',')) items.push(parseValue(p));
  p.expect(')');
  p.leave();
  const only = items.length === 1 ? items[0] : undefined;
  // IN ((SELECT ...)): parentheses around the query change nothing.
  if (only?.kind === 'subquery') return { ...p.since(first), kind: 'inQuery', negated, operand, query: only.query };
  return { ...p.since(first), kind: 'inList', negated, operand, items };
};

/** The condition after WHERE; UPDATE and DELETE may name a cursor's row instead. */
export const parseWhere = (p: TokenStream, mayNameCursor: boolean): Expression | undefined => {
  if (!p.accept('WHERE')) return undefined;
  if (!mayNameCursor || !p.at('CURRENT')) return parseCondition(p);
  const first = p.pos++;
  p.expect('OF');
  const isGlobal = p.at('GLOBAL') && p.isIdentifier(1) && p.accept('GLOBAL');
  const cursor = p.kind === VARIABLE ? p.raw(p.pos++) : p.identifier();
  return { ...p.since(first), kind: 'currentOf', cursor, isGlobal };
};
