// Scalar expressions: operators by precedence, constants, CASE, subqueries and column references.
//
// T-SQL keeps conditions and values apart, so `parseValue` never takes a comparison; `parseOperators` is shared with
// predicates.ts, where a parenthesis may hold either. Unary minus binds looser than * / % as in SQL Server.

import type { Binary, BinaryOperator, Expression } from './ast/index.ts';
import { isPredicate } from './ast/index.ts';
import { parseCall, parseKeywordFunction, parseSpecialFunction } from './calls.ts';
import {
  BINARY,
  BRACKETED,
  DECIMAL,
  DOUBLE_QUOTED,
  FLOAT,
  INT,
  KEYWORD,
  MONEY,
  NATIONAL_STRING,
  PSEUDO_COLUMN,
  STRING,
  SYMBOL,
  SYSTEM_VARIABLE,
  VARIABLE,
  WORD,
} from './lexer.ts';
import { parseNameParts } from './names.ts';
import { parseCondition, parseEither } from './predicates.ts';
import { continueQuery, parseQueryStatement } from './select.ts';
import type { TokenStream } from './token-stream.ts';

const ADDITIVE = 1,
  MULTIPLICATIVE = 2;
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['+', ADDITIVE],
  ['-', ADDITIVE],
  ['&', ADDITIVE],
  ['|', ADDITIVE],
  ['^', ADDITIVE],
  ['||', ADDITIVE],
  ['<<', ADDITIVE],
  ['>>', ADDITIVE],
  ['*', MULTIPLICATIVE],
  ['/', MULTIPLICATIVE],
  ['%', MULTIPLICATIVE],
]);

/** Parses a scalar expression. */
export const parseValue = (p: TokenStream): Expression => parseOperators(p, parsePrefix(p, false), ADDITIVE);

/** A value, or the keyword DEFAULT where a column's or parameter's default may stand. */
export const parseValueOrDefault = (p: TokenStream): Expression => {
  if (!p.at('DEFAULT')) return parseValue(p);
  const first = p.pos++;
  return { ...p.since(first), kind: 'default' };
};

/** `(a, b, ...)` */
export const parseValueList = (p: TokenStream): Expression[] => {
  p.expect('(');
  const values = [parseValueOrDefault(p)];
  while (p.accept(',')) values.push(parseValueOrDefault(p));
  p.expect(')');
  return values;
};

/** An operand that may turn out to be a condition in parentheses; goes on with the operators if it is a value. */
export const parseOperand = (p: TokenStream): Expression => {
  const left = parsePrefix(p, true);
  return isPredicate(left) ? left : parseOperators(p, left, ADDITIVE);
};

/** Continues `left` with binary operators that bind at least as tight as `lowest`: iteratively, so chains may be long. */
const parseOperators = (p: TokenStream, start: Expression, lowest: number): Expression => {
  let left = start;
  for (let terms = 0; p.kind === SYMBOL; terms++) {
    const operator = p.word;
    const precedence = PRECEDENCE.get(operator);
    if (precedence === undefined || precedence < lowest) break;
    p.checkChain(terms);
    p.pos++;
    let right = parsePrefix(p, false);
    if (precedence < MULTIPLICATIVE && PRECEDENCE.get(p.word) === MULTIPLICATIVE) right = parseOperators(p, right, MULTIPLICATIVE);
    const node: Binary = {
      kind: 'binary',
      start: left.start,
      end: right.end,
      line: left.line,
      operator: operator as BinaryOperator,
      left,
      right,
    };
    left = node;
  }
  return left;
};

/** Signs and ~ in front of an operand, then COLLATE, AT TIME ZONE and methods behind it. */
const parsePrefix = (p: TokenStream, mayBeCondition: boolean): Expression => {
  const operator = p.word;
  if (operator === '-' || operator === '+' || operator === '~') {
    const first = p.pos++;
    p.enter();
    const operand = operator === '~' ? parsePrefix(p, false) : parseOperators(p, parsePrefix(p, false), MULTIPLICATIVE);
    p.leave();
    return { ...p.since(first), kind: 'unary', operator, operand };
  }
  const first = p.pos;
  const primary = parsePrimary(p, mayBeCondition);
  return mayBeCondition && isPredicate(primary) ? primary : parseSuffixes(p, primary, first);
};

const parseSuffixes = (p: TokenStream, primary: Expression, first: number): Expression => {
  let operand = primary;
  for (let count = 0; ; count++) {
    p.checkChain(count);
    if (p.accept('COLLATE')) {
      const collation = p.identifier();
      operand = { ...p.since(first), kind: 'collate', operand, collation };
    } else if (p.at('AT') && p.peek(1) === 'TIME' && p.peek(2) === 'ZONE') {
      p.pos += 3;
      const zone = parsePrimary(p, false);
      operand = { ...p.since(first), kind: 'atTimeZone', operand, zone };
    } else if (p.at('.') && operand.kind === 'subquery') operand = parseXmlMethod(p, operand, first);
    else return operand;
  }
};

/** `(SELECT ... FOR XML ..., TYPE).value('path', 'type')`: the one xml method that is known. */
const parseXmlMethod = (p: TokenStream, operand: Expression, first: number): Expression => {
  p.next();
  if (p.raw() !== 'value' || p.peek(1) !== '(') throw p.isIdentifier() ? p.notSupported(`The xml method ${p.raw()}()`) : p.unexpected();
  p.pos += 2;
  const path = p.string();
  p.expect(',');
  const type = p.string();
  p.expect(')');
  return { ...p.since(first), kind: 'xmlValue', operand, path, type };
};

const parsePrimary = (p: TokenStream, mayBeCondition: boolean): Expression => {
  const first = p.pos;
  switch (p.kind) {
    case INT: {
      p.pos++;
      return { ...p.since(first), kind: 'literal', type: 'int', value: Number(p.raw(first)) };
    }
    case DECIMAL: {
      p.pos++;
      return { ...p.since(first), kind: 'literal', type: 'decimal', text: p.raw(first) };
    }
    case FLOAT:
      return parseFloatConstant(p);
    case MONEY: {
      p.pos++;
      return { ...p.since(first), kind: 'literal', type: 'money', text: p.raw(first).slice(1) };
    }
    case BINARY: {
      p.pos++;
      const hex = p.raw(first).slice(2);
      return { ...p.since(first), kind: 'literal', type: 'binary', text: hex.length % 2 ? `0${hex}` : hex };
    }
    case STRING:
    case NATIONAL_STRING:
      return parseStringConstant(p);
    case DOUBLE_QUOTED:
      return p.quotedIdentifier ? parseNamed(p) : parseStringConstant(p);
    case VARIABLE: {
      p.pos++;
      if (p.at('.') && p.isIdentifier(1)) {
        // A table variable's columns cannot be named by it: SQL Server takes the name for a scalar variable's.
        if (p.peek(2) !== '(') throw p.error(137, first, p.raw(first));
        throw p.notSupported(`The method ${p.raw(p.pos + 1)}() of a variable`);
      }
      return { ...p.since(first), kind: 'variable', name: p.raw(first) };
    }
    case SYSTEM_VARIABLE: {
      p.pos++;
      return { ...p.since(first), kind: 'systemVariable', name: p.raw(first).slice(2).toUpperCase() };
    }
    case PSEUDO_COLUMN: {
      p.pos++;
      const name = p.raw(first).toLowerCase();
      if (name === '$partition') throw p.notSupported('$PARTITION', first);
      return { ...p.since(first), kind: 'pseudoColumn', name };
    }
    case WORD:
      return (p.peek(1) === '(' || p.word === 'NEXT' ? parseSpecialFunction(p) : undefined) ?? parseNamed(p);
    case BRACKETED:
      return parseNamed(p);
    case KEYWORD:
      return parseKeyword(p);
    default:
      if (p.at('(')) return parseParenthesis(p, mayBeCondition);
      if (p.at('{')) return parseOdbcEscape(p);
      throw p.unexpected();
  }
};

const parseStringConstant = (p: TokenStream): Expression => {
  const first = p.pos;
  const national = p.kind === NATIONAL_STRING;
  const text = p.string();
  return { ...p.since(first), kind: 'literal', type: 'string', text, national };
};

const parseFloatConstant = (p: TokenStream): Expression => {
  const first = p.pos++;
  const raw = p.raw(first);
  // 1e and 1e+ stand for 1e0.
  const value = Number(/[eE]$/.test(raw) ? `${raw}0` : raw);
  if (!Number.isFinite(value)) throw p.error(168, first, raw);
  return { ...p.since(first), kind: 'literal', type: 'float', value };
};

const parseKeyword = (p: TokenStream): Expression => {
  const first = p.pos;
  switch (p.word) {
    case 'NULL':
      p.pos++;
      return { ...p.since(first), kind: 'literal', type: 'null' };
    case 'CASE':
      return parseCase(p);
    case 'IDENTITYCOL':
      p.pos++;
      return { ...p.since(first), kind: 'pseudoColumn', name: '$identity' };
    case 'ROWGUIDCOL':
      p.pos++;
      return { ...p.since(first), kind: 'pseudoColumn', name: '$rowguid' };
    default:
      return parseKeywordFunction(p);
  }
};

/** A column reference, or a call if a parenthesis follows the name. */
const QUALIFIED_PSEUDO = /^\$(?:identity|rowguid)$/i;

const parseNamed = (p: TokenStream): Expression => {
  const first = p.pos;
  if (p.peek(1) === '.' && QUALIFIED_PSEUDO.test(p.raw(first + 2))) {
    const qualifier = [p.value()];
    p.pos += 3;
    return { ...p.since(first), kind: 'pseudoColumn', name: p.raw(first + 2).toLowerCase(), qualifier };
  }
  const name = parseNameParts(p);
  if (p.at('(')) {
    refuseXmlMethod(p, name, first);
    return parseCall(p, name, first);
  }
  if (p.at('::')) throw p.notSupported('A static method of a CLR type (::)');
  return { ...p.since(first), kind: 'column', name };
};

const XML_METHODS = new Set(['value', 'query', 'exist', 'nodes', 'modify']);
/** `column.value('...', '...')` and the like are methods of xml, whose names are lower case and take constants. */
export const refuseXmlMethod = (p: TokenStream, name: readonly string[], first: number): void => {
  const method = name[name.length - 1] ?? '';
  if (name.length > 1 && XML_METHODS.has(method) && name[0]?.toLowerCase() !== 'dbo' && p.isString(1)) {
    throw p.notSupported(`The xml method ${method}()`, first);
  }
};

const parseCase = (p: TokenStream): Expression => {
  const first = p.pos++;
  p.enter();
  const input = p.at('WHEN') ? undefined : parseValue(p);
  const branches = [];
  if (!p.at('WHEN')) throw p.unexpected();
  while (p.accept('WHEN')) {
    const when = input ? parseValue(p) : parseCondition(p);
    p.expect('THEN');
    // biome-ignore lint/suspicious/noThenProperty: the syntax tree's own name; nothing awaits a branch.
    branches.push({ when, then: parseValue(p) });
  }
  const otherwise = p.accept('ELSE') ? parseValue(p) : undefined;
  p.expect('END');
  p.leave();
  return { ...p.since(first), kind: 'case', input, branches, otherwise };
};

/** A value, a scalar subquery or, where one may stand, a condition in parentheses. */
const parseParenthesis = (p: TokenStream, mayBeCondition: boolean): Expression => {
  const first = p.pos++;
  p.enter();
  let inner: Expression;
  if (p.at('SELECT')) {
    const query = parseQueryStatement(p, 'subquery');
    p.expect(')');
    inner = { ...p.since(first), kind: 'subquery', query };
  } else {
    inner = mayBeCondition ? parseEither(p) : parseValue(p);
    // ((SELECT ...) UNION ...): what looked like a value begins a query.
    if (inner.kind === 'subquery' && (p.at('UNION') || p.at('EXCEPT') || p.at('INTERSECT'))) {
      const { query: left, start, end, line } = inner;
      const query = continueQuery(p, { kind: 'parenthesised', start, end, line, query: left }, first + 1, 'subquery');
      p.expect(')');
      inner = { ...p.since(first), kind: 'subquery', query };
    } else p.expect(')');
  }
  p.leave();
  return inner;
};

/** {fn name(...)}, {d '...'}, {t '...'}, {ts '...'}, {guid '...'}. */
const parseOdbcEscape = (p: TokenStream): Expression => {
  const first = p.pos++;
  const what = p.word;
  p.next();
  p.enter();
  let inner: Expression;
  if (what === 'FN') inner = parseValue(p);
  else if (p.isString() && (what === 'D' || what === 'T' || what === 'TS' || what === 'GUID')) {
    const operand = parseStringConstant(p);
    const name = [what === 'GUID' ? 'uniqueidentifier' : 'datetime'];
    inner = { ...p.since(first), kind: 'cast', operand, type: { ...p.since(first), name, parameters: [] }, isTry: false, isConvert: false };
  } else throw p.unexpected(p.pos - 1);
  p.leave();
  p.expect('}');
  return inner;
};

/** A constant or variable with an optional sign: what EXEC, THROW and RAISERROR take as arguments. */
export const parseSimpleValue = (p: TokenStream): Expression => {
  const first = p.pos;
  const operator = p.word;
  if (operator === '-' || operator === '+') {
    p.pos++;
    if (p.kind < INT || p.kind > MONEY) throw p.unexpected();
    const operand = parsePrimary(p, false);
    return { ...p.since(first), kind: 'unary', operator, operand };
  }
  const { kind } = p;
  const isSimple = kind === VARIABLE || kind === SYSTEM_VARIABLE || (kind >= INT && kind <= BINARY) || p.isString() || p.at('NULL');
  if (isSimple) return parsePrimary(p, false);
  throw p.unexpected();
};

/** Whether a value can begin at the current token. */
export const startsValue = (p: TokenStream): boolean => {
  const { kind } = p;
  if (kind === KEYWORD) return VALUE_KEYWORDS.has(p.word);
  if (kind === SYMBOL) return p.at('(') || p.at('-') || p.at('+') || p.at('~') || p.at('{');
  return p.isIdentifier() ? p.peek(1) !== ':' : (kind >= VARIABLE && kind <= PSEUDO_COLUMN) || p.isString();
};
const VALUE_KEYWORDS = new Set([
  'NULL',
  'CASE',
  'LEFT',
  'RIGHT',
  'COALESCE',
  'NULLIF',
  'CONVERT',
  'TRY_CONVERT',
  'CURRENT_TIMESTAMP',
  'CURRENT_USER',
  'SESSION_USER',
  'SYSTEM_USER',
  'USER',
]);
