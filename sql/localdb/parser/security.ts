// Permissions, principals and changes of the execution context: recognised, kept as text.

import type { Security } from './ast/index.ts';
import { takeWords } from './rest-of-statement.ts';
import type { TokenStream } from './token-stream.ts';

/** A statement whose action's words lie between `first` and the current token's object words; the rest is taken as text. */
export const parseSecurity = (p: TokenStream, first: number, action: string): Security => {
  p.pos = first + action.split(' ').length;
  const from = p.pos;
  takeWords(p);
  if (p.pos === from) throw p.unexpected();
  return { ...p.since(first), kind: 'security', action, text: p.textSince(from) };
};

/** GRANT, DENY or REVOKE permissions ON object TO | FROM principals ... */
export const parsePermission = (p: TokenStream): Security => {
  const first = p.pos++;
  const action = p.words[first] ?? '';
  // The permissions bear the names of statements, so only TO or FROM ends them.
  const from = p.pos;
  while (!p.at('TO') && !p.at('FROM')) {
    if (p.isEnd || p.at(';')) throw p.unexpected();
    p.pos++;
  }
  p.pos++;
  do {
    if (p.at('PUBLIC')) p.pos++;
    else p.identifier();
  } while (p.accept(','));
  if (p.at('WITH') && p.peek(1) === 'GRANT') {
    p.pos += 2;
    p.expect('OPTION');
  }
  p.accept('CASCADE');
  if (p.accept('AS')) p.identifier();
  return { ...p.since(first), kind: 'security', action, text: p.textSince(from) };
};

/** EXECUTE AS USER = 'name' | CALLER ... */
export const parseExecuteAs = (p: TokenStream): Security => {
  const first = p.pos;
  p.pos += 2;
  const from = p.pos;
  if (p.accept('CALLER')) return { ...p.since(first), kind: 'security', action: 'EXECUTE AS', text: 'CALLER' };
  if (p.acceptAny('USER', 'LOGIN') === undefined) throw p.unexpected();
  p.expect('=');
  if (p.isString()) p.string();
  else p.pos++;
  const text = p.textSince(from);
  if (p.at('WITH')) throw p.notSupported('EXECUTE AS ... WITH');
  return { ...p.since(first), kind: 'security', action: 'EXECUTE AS', text };
};

export const parseRevert = (p: TokenStream): Security => {
  const first = p.pos++;
  if (p.at('WITH') && p.peek(1) === 'COOKIE') throw p.notSupported('REVERT WITH COOKIE');
  return { ...p.since(first), kind: 'security', action: 'REVERT', text: '' };
};
