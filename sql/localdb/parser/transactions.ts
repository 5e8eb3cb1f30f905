// BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION.

import type { BeginTransaction, CommitTransaction, Expression, RollbackTransaction, SaveTransaction } from './ast/index.ts';
import { parseSimpleValue } from './expressions.ts';
import { VARIABLE } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

/** A transaction's name or a variable, unless the next token begins another statement. */
const parseName = (p: TokenStream): string | undefined => {
  if (p.kind === VARIABLE) return p.raw(p.pos++);
  return p.isIdentifier() && p.peek(1) !== ':' ? p.identifier() : undefined;
};

export const parseBeginTransaction = (p: TokenStream): BeginTransaction => {
  const first = p.pos;
  p.pos += 2;
  const name = parseName(p);
  let mark: Expression | undefined;
  if (name !== undefined && p.at('WITH') && p.peek(1) === 'MARK') {
    p.pos += 2;
    if (p.isString() || p.kind === VARIABLE) mark = parseSimpleValue(p);
    else mark = { ...p.since(first), kind: 'literal', type: 'string', text: '', national: false };
  }
  return { ...p.since(first), kind: 'beginTransaction', name, mark };
};

export const parseCommit = (p: TokenStream): CommitTransaction => {
  const first = p.pos++;
  const name = takeTransactionWord(p) ? parseName(p) : undefined;
  if (p.at('WITH') && p.peek(1) === '(' && p.peek(2) === 'DELAYED_DURABILITY') {
    p.pos += 3;
    p.expect('=');
    if (p.acceptAny('ON', 'OFF') === undefined) throw p.unexpected();
    p.expect(')');
  }
  return { ...p.since(first), kind: 'commit', name };
};

export const parseRollback = (p: TokenStream): RollbackTransaction => {
  const first = p.pos++;
  const name = takeTransactionWord(p) ? parseName(p) : undefined;
  return { ...p.since(first), kind: 'rollback', name };
};

/** Whether TRAN or TRANSACTION, and so perhaps a name, follows; WORK takes no name. */
const takeTransactionWord = (p: TokenStream): boolean => {
  if (p.at('WORK')) {
    p.next();
    return false;
  }
  return p.accept('TRAN') || p.accept('TRANSACTION');
};

export const parseSave = (p: TokenStream): SaveTransaction => {
  const first = p.pos++;
  if (!p.accept('TRAN')) p.expect('TRANSACTION');
  const name = parseName(p);
  if (name === undefined) throw p.unexpected();
  return { ...p.since(first), kind: 'saveTransaction', name };
};
