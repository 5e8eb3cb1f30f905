// Control of flow: blocks, IF, WHILE, GOTO, TRY, RETURN, THROW, RAISERROR, PRINT and WAITFOR.

import type {
  Block,
  Expression,
  Goto,
  If,
  Label,
  Print,
  RaisError,
  Return,
  Statement,
  Throw,
  TryCatch,
  WaitFor,
  While,
} from './ast/index.ts';
import { parseSimpleValue, parseValue, startsValue } from './expressions.ts';
import { VARIABLE } from './lexer.ts';
import { parseCondition } from './predicates.ts';
import { parseStatement, parseStatements } from './statements.ts';
import type { TokenStream } from './token-stream.ts';
import { parseBeginTransaction } from './transactions.ts';

/** What BEGIN opens: a block, TRY or a transaction. */
export const parseBegin = (p: TokenStream): Statement => {
  switch (p.peek(1)) {
    case 'TRAN':
    case 'TRANSACTION':
      return parseBeginTransaction(p);
    case 'TRY':
      return parseTry(p);
    case 'DISTRIBUTED':
      throw p.notSupported('BEGIN DISTRIBUTED TRANSACTION');
    case 'ATOMIC':
      throw p.notSupported('BEGIN ATOMIC (a natively compiled module)');
    case 'DIALOG':
    case 'CONVERSATION':
      throw p.notSupported('Service Broker (BEGIN DIALOG)');
    default:
      return parseBlock(p);
  }
};

/** BEGIN statements END */
const parseBlock = (p: TokenStream): Block => {
  const first = p.pos;
  p.expect('BEGIN');
  p.enter();
  while (p.accept(';'));
  const statements = parseStatements(p);
  if (statements.length === 0) throw p.unexpected();
  p.expect('END');
  // END CONVERSATION is Service Broker's.
  if (p.at('CONVERSATION')) throw p.notSupported('Service Broker (END CONVERSATION)');
  p.leave();
  return { ...p.since(first), kind: 'block', statements };
};

const parseTry = (p: TokenStream): TryCatch => {
  const first = p.pos;
  p.pos += 2;
  p.enter();
  const body = parseStatements(p);
  p.expectPair('END', 'TRY');
  p.expectPair('BEGIN', 'CATCH');
  p.scope.catches++;
  const handler = parseStatements(p);
  p.scope.catches--;
  p.expectPair('END', 'CATCH');
  p.leave();
  return { ...p.since(first), kind: 'tryCatch', body, handler };
};

/** IF ... ELSE IF ... ELSE: a chain is read in a loop and nested afterwards, so that it may be long. */
export const parseIf = (p: TokenStream): If => {
  const arms: { first: number; condition: Expression; then: Statement }[] = [];
  let otherwise: Statement | undefined;
  p.enter();
  for (;;) {
    const first = p.pos;
    p.expect('IF');
    const condition = parseCondition(p);
    const then = parseStatement(p);
    arms.push({ first, condition, then });
    if (arms.length > MAX_ARMS) throw p.error(191);
    if (p.at(';') && p.peek(1) === 'ELSE') p.pos++;
    if (!p.accept('ELSE')) break;
    if (p.at('IF')) continue;
    otherwise = parseStatement(p);
    break;
  }
  p.leave();
  for (let i = arms.length - 1; ; i--) {
    const { first, condition, then } = arms[i] as (typeof arms)[number];
    const node: If = { ...p.since(first), kind: 'if', condition, then, otherwise };
    if (i === 0) return node;
    otherwise = node;
  }
};
/** IF ... ELSE IF ... of one chain: the tree is as deep as the chain is long. */
const MAX_ARMS = 500;

export const parseWhile = (p: TokenStream): While => {
  const first = p.pos++;
  p.enter();
  const condition = parseCondition(p);
  p.scope.loops++;
  const body = parseStatement(p);
  p.scope.loops--;
  p.leave();
  return { ...p.since(first), kind: 'while', condition, body };
};

export const parseBreakOrContinue = (p: TokenStream): Statement => {
  const first = p.pos++;
  const kind = p.words[first] === 'BREAK' ? 'break' : 'continue';
  if (p.scope.loops === 0) p.defer(p.error(kind === 'break' ? 135 : 136, first));
  return { ...p.since(first), kind };
};

export const parseGoto = (p: TokenStream): Goto => {
  const first = p.pos++;
  p.scope.jumps.push({ label: p.isIdentifier() ? p.value() : '', token: p.pos });
  const label = p.identifier();
  return { ...p.since(first), kind: 'goto', label };
};

/** `name:` */
export const parseLabel = (p: TokenStream): Label => {
  const first = p.pos;
  const name = p.identifier();
  p.expect(':');
  const key = name.toUpperCase();
  if (p.scope.labels.has(key)) p.defer(p.error(132, first, name));
  p.scope.labels.add(key);
  return { ...p.since(first), kind: 'label', name };
};

/** At the end of a batch or module: every GOTO must have found its label. */
export const checkJumps = (p: TokenStream): void => {
  for (const { label, token } of p.scope.jumps) {
    if (!p.scope.labels.has(label.toUpperCase())) p.defer(p.error(133, token, label));
  }
};

export const parseReturn = (p: TokenStream): Return => {
  const first = p.pos++;
  if (!startsValue(p)) return { ...p.since(first), kind: 'return' };
  const value = parseValue(p);
  const { kind } = p.scope;
  if (kind !== 'procedure' && kind !== 'scalarFunction') p.defer(p.error(178, first));
  return { ...p.since(first), kind: 'return', value };
};

/** THROW [number, message, state] */
export const parseThrow = (p: TokenStream): Throw => {
  const first = p.pos++;
  if (p.kind !== VARIABLE && !startsNumber(p)) {
    if (p.scope.catches === 0) p.defer(p.error(10704, first));
    return { ...p.since(first), kind: 'throw' };
  }
  const number = parseSimpleValue(p);
  p.expect(',');
  const message = parseSimpleValue(p);
  p.expect(',');
  const state = parseSimpleValue(p);
  return { ...p.since(first), kind: 'throw', arguments: [number, message, state] };
};

const startsNumber = (p: TokenStream): boolean => {
  const c = p.raw().charCodeAt(0);
  return (c >= 48 && c <= 57) || p.at('-') || p.isString();
};

/** RAISERROR (message, severity, state, ...) [WITH options] */
export const parseRaisError = (p: TokenStream): RaisError => {
  const first = p.pos++;
  p.expect('(');
  const message = parseSimpleValue(p);
  p.expect(',');
  const severity = parseSimpleValue(p);
  p.expect(',');
  const state = parseSimpleValue(p);
  const args: Expression[] = [];
  while (p.accept(',')) args.push(parseSimpleValue(p));
  p.expect(')');
  const options: string[] = [];
  if (p.at('WITH') && ['LOG', 'NOWAIT', 'SETERROR'].includes(p.peek(1))) {
    p.next();
    do {
      const option = p.acceptAny('LOG', 'NOWAIT', 'SETERROR');
      if (option === undefined) throw p.unexpected();
      options.push(option);
    } while (p.accept(','));
  }
  return { ...p.since(first), kind: 'raiserror', message, severity, state, arguments: args, options };
};

export const parsePrint = (p: TokenStream): Print => {
  const first = p.pos++;
  const value = parseValue(p);
  return { ...p.since(first), kind: 'print', value };
};

export const parseWaitFor = (p: TokenStream): WaitFor => {
  const first = p.pos++;
  if (p.at('(')) throw p.notSupported('Service Broker (WAITFOR (RECEIVE ...))');
  const type = p.accept('DELAY') ? 'delay' : 'time';
  if (type === 'time') p.expect('TIME');
  const value = parseSimpleValue(p);
  return { ...p.since(first), kind: 'waitFor', type, value };
};
