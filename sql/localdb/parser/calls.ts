// Function calls: arguments, DISTINCT, OVER, WITHIN GROUP and IGNORE NULLS, and the functions whose arguments have a grammar
// of their own (CAST, CONVERT, PARSE, TRIM, IIF, JSON_OBJECT, NEXT VALUE FOR).

import type { Expression, FunctionCall, MultipartName, WindowFrameBound, WindowSpecification } from './ast/index.ts';
import { parseValue, parseValueOrDefault } from './expressions.ts';
import { SYMBOL } from './lexer.ts';
import { parseObjectName } from './names.ts';
import { parseCondition } from './predicates.ts';
import { parseOrderItems } from './select.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** The call of the name that has just been taken; the current token is its opening parenthesis. */
export const parseCall = (p: TokenStream, name: MultipartName, first: number): FunctionCall => {
  p.expect('(');
  p.enter();
  const args: Expression[] = [];
  let star = false;
  let distinct = false;
  if (p.at('*') && p.peek(1) === ')' && STAR_FUNCTIONS.has((name[name.length - 1] ?? '').toUpperCase())) {
    p.next();
    star = true;
  } else if (!p.at(')')) {
    distinct = p.accept('DISTINCT');
    if (!distinct) p.accept('ALL');
    do args.push(parseValueOrDefault(p));
    while (
      // DISTINCT goes with one argument only.
      !distinct &&
      p.accept(',')
    );
  }
  p.expect(')');
  p.leave();
  const call = { ...p.since(first), kind: 'call', name, arguments: args, ...(star && { star }), ...(distinct && { distinct }) } as const;
  return withCallSuffixes(p, call, first);
};

/** The functions that take every column, or every row. */
const STAR_FUNCTIONS: ReadonlySet<string> = new Set(['COUNT', 'COUNT_BIG', 'CHECKSUM', 'BINARY_CHECKSUM']);

const withCallSuffixes = (p: TokenStream, call: FunctionCall, first: number): FunctionCall => {
  let result = call;
  if (p.at('WITHIN') && p.peek(1) === 'GROUP') {
    p.pos += 2;
    p.expect('(');
    p.expectPair('ORDER', 'BY');
    const withinGroup = parseOrderItems(p);
    p.expect(')');
    result = { ...result, ...p.since(first), withinGroup };
  }
  if ((p.at('IGNORE') || p.at('RESPECT')) && p.peek(1) === 'NULLS') {
    const nulls = p.at('IGNORE') ? 'ignore' : 'respect';
    p.pos += 2;
    result = { ...result, ...p.since(first), nulls };
  }
  if (p.at('OVER')) {
    const over = parseOver(p);
    result = { ...result, ...p.since(first), over };
  }
  return result;
};

/** OVER (...) or OVER name. */
const parseOver = (p: TokenStream): WindowSpecification => {
  p.expect('OVER');
  if (p.isIdentifier()) return { base: p.identifier(), partitionBy: [], orderBy: [] };
  return parseWindowSpecification(p);
};

/** ([name] [PARTITION BY ...] [ORDER BY ...] [frame]) */
export const parseWindowSpecification = (p: TokenStream): WindowSpecification => {
  p.expect('(');
  p.enter();
  const base = p.isIdentifier() && !p.atPair('PARTITION', 'BY') && !isFrameStart(p) ? p.identifier() : undefined;
  const partitionBy: Expression[] = [];
  if (p.acceptPair('PARTITION', 'BY'))
    do partitionBy.push(parseValue(p));
    while (p.accept(','));
  const orderBy = p.acceptPair('ORDER', 'BY') ? parseOrderItems(p) : [];
  const frame = isFrameStart(p) ? parseFrame(p) : undefined;
  p.expect(')');
  p.leave();
  return { base, partitionBy, orderBy, frame };
};

const isFrameStart = (p: TokenStream): boolean => (p.at('ROWS') || p.at('RANGE')) && p.peek(1) !== ')';

const parseFrame = (p: TokenStream): NonNullable<WindowSpecification['frame']> => {
  const unit = p.accept('ROWS') ? 'rows' : 'range';
  if (unit === 'range') p.expect('RANGE');
  if (!p.accept('BETWEEN')) return { unit, start: parseFrameBound(p), end: { type: 'currentRow' } };
  const start = parseFrameBound(p);
  p.expect('AND');
  return { unit, start, end: parseFrameBound(p) };
};

const parseFrameBound = (p: TokenStream): WindowFrameBound => {
  if (p.accept('CURRENT')) {
    p.expect('ROW');
    return { type: 'currentRow' };
  }
  if (p.accept('UNBOUNDED')) {
    if (p.accept('PRECEDING')) return { type: 'unboundedPreceding' };
    p.expect('FOLLOWING');
    return { type: 'unboundedFollowing' };
  }
  const offset = parseValue(p);
  if (p.accept('PRECEDING')) return { type: 'preceding', offset };
  p.expect('FOLLOWING');
  return { type: 'following', offset };
};

const CALLED_KEYWORDS = new Set(['COALESCE', 'NULLIF', 'LEFT', 'RIGHT', 'IDENTITY']);
const BARE_KEYWORDS = new Set(['CURRENT_TIMESTAMP', 'CURRENT_USER', 'SESSION_USER', 'SYSTEM_USER', 'USER']);

/** Functions whose names are reserved words; anything else that begins with a keyword is no value. */
export const parseKeywordFunction = (p: TokenStream): Expression => {
  const { word, pos: first } = p;
  if (BARE_KEYWORDS.has(word)) {
    p.pos++;
    return { ...p.since(first), kind: 'call', name: [p.raw(first)], arguments: [] };
  }
  if (p.peek(1) === '(') {
    if (CALLED_KEYWORDS.has(word)) {
      p.pos++;
      return parseCall(p, [p.raw(first)], first);
    }
    if (word === 'CONVERT' || word === 'TRY_CONVERT') return parseConvert(p, word === 'TRY_CONVERT');
    if (word === 'OPENXML' || word === 'OPENQUERY') throw p.notSupported(word);
  }
  throw p.unexpected();
};

const parseConvert = (p: TokenStream, isTry: boolean): Expression => {
  const first = p.pos;
  p.pos += 2;
  p.enter();
  const type = parseType(p);
  p.expect(',');
  const operand = parseValue(p);
  const style = p.accept(',') ? parseValue(p) : undefined;
  p.expect(')');
  p.leave();
  return { ...p.since(first), kind: 'cast', operand, type, style, isTry, isConvert: true };
};

/** Calls with a grammar of their own, if one begins here. */
export const parseSpecialFunction = (p: TokenStream): Expression | undefined => {
  const first = p.pos;
  const { word } = p;
  const parse = SPECIAL.get(word);
  if (parse === undefined || (word === 'NEXT' && p.peek(1) !== 'VALUE')) return undefined;
  p.pos += 2;
  p.enter();
  const call = parse(p, first);
  p.leave();
  return call;
};

const parseCast =
  (isTry: boolean) =>
  (p: TokenStream, first: number): Expression => {
    const operand = parseValue(p);
    p.expect('AS');
    const type = parseType(p);
    p.expect(')');
    return { ...p.since(first), kind: 'cast', operand, type, isTry, isConvert: false };
  };

const parseParse =
  (isTry: boolean) =>
  (p: TokenStream, first: number): Expression => {
    const operand = parseValue(p);
    p.expect('AS');
    const type = parseType(p);
    const culture = p.accept('USING') ? parseValue(p) : undefined;
    p.expect(')');
    return { ...p.since(first), kind: 'parse', operand, type, culture, isTry };
  };

const parseIif = (p: TokenStream, first: number): Expression => {
  const args = [parseCondition(p)];
  p.expect(',');
  args.push(parseValue(p));
  p.expect(',');
  args.push(parseValue(p));
  p.expect(')');
  return { ...p.since(first), kind: 'call', name: [p.raw(first)], arguments: args };
};

const TRIM_SIDES = { LEADING: 'leading', TRAILING: 'trailing', BOTH: 'both' } as const;
/** TRIM([side] [characters FROM] string): the arguments stay in written order. */
const parseTrim = (p: TokenStream, first: number): Expression => {
  const { word } = p;
  const isSide = (word === 'LEADING' || word === 'TRAILING' || word === 'BOTH') && !(p.kinds[p.pos + 1] === SYMBOL && p.peek(1) !== '(');
  if (isSide) p.pos++;
  const args = [parseValue(p)];
  if (isSide || p.at('FROM')) {
    p.expect('FROM');
    args.push(parseValue(p));
  }
  p.expect(')');
  return { ...p.since(first), kind: 'call', name: [p.raw(first)], arguments: args, ...(isSide && { modifier: TRIM_SIDES[word] }) };
};

/** JSON_OBJECT([key : value, ...] [NULL|ABSENT ON NULL]) and JSON_ARRAY([value, ...] [...]). */
const parseJson =
  (isObject: boolean) =>
  (p: TokenStream, first: number): Expression => {
    const args: Expression[] = [];
    const atNullClause = (): boolean => (p.at('NULL') || p.at('ABSENT')) && p.peek(1) === 'ON' && p.peek(2) === 'NULL';
    if (!p.at(')') && !atNullClause()) {
      do {
        args.push(parseValue(p));
        if (isObject) {
          p.expect(':');
          args.push(parseValue(p));
        }
      } while (p.accept(','));
    }
    let jsonNull: FunctionCall['jsonNull'];
    if (atNullClause()) {
      jsonNull = p.at('NULL') ? 'null' : 'absent';
      p.pos += 3;
    }
    p.expect(')');
    return { ...p.since(first), kind: 'call', name: [p.raw(first)], arguments: args, ...(jsonNull && { jsonNull }) };
  };

const parseNextValue = (p: TokenStream, first: number): Expression => {
  p.expect('FOR');
  const sequence = parseObjectName(p);
  const over = p.at('OVER') ? parseOver(p) : undefined;
  return { ...p.since(first), kind: 'nextValueFor', sequence, over };
};

// Each has been entered with its name and the token after it (the parenthesis, or VALUE after NEXT) taken.
const SPECIAL: ReadonlyMap<string, (p: TokenStream, first: number) => Expression> = new Map([
  ['CAST', parseCast(false)],
  ['TRY_CAST', parseCast(true)],
  ['PARSE', parseParse(false)],
  ['TRY_PARSE', parseParse(true)],
  ['IIF', parseIif],
  ['TRIM', parseTrim],
  ['JSON_OBJECT', parseJson(true)],
  ['JSON_ARRAY', parseJson(false)],
  ['NEXT', parseNextValue],
]);
