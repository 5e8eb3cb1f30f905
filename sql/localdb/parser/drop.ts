// DROP of objects other than indexes.

import type { Drop, DropIndex, MultipartName, Security } from './ast/index.ts';
import { parseDropIndex } from './indexes.ts';
import { parseObjectName } from './names.ts';
import { parseSecurity } from './security.ts';
import type { TokenStream } from './token-stream.ts';

const OBJECTS: ReadonlyMap<string, Drop['object']> = new Map([
  ['TABLE', 'table'],
  ['VIEW', 'view'],
  ['PROCEDURE', 'procedure'],
  ['PROC', 'procedure'],
  ['FUNCTION', 'function'],
  ['TRIGGER', 'trigger'],
  ['TYPE', 'type'],
  ['SEQUENCE', 'sequence'],
  ['SYNONYM', 'synonym'],
  ['SCHEMA', 'schema'],
  ['DATABASE', 'database'],
  ['STATISTICS', 'statistics'],
  ['USER', 'user'],
  ['ROLE', 'role'],
  ['LOGIN', 'login'],
]);

/** DROP object [IF EXISTS] names */
export const parseDrop = (p: TokenStream): Drop | DropIndex | Security => {
  const first = p.pos++;
  if (p.accept('INDEX')) return parseDropIndex(p, first);
  const object = OBJECTS.get(p.word);
  if (object === undefined) {
    if (p.at('SERVER') && p.peek(1) === 'ROLE') return parseSecurity(p, first, 'DROP SERVER ROLE');
    throw p.isIdentifier() || p.at('DEFAULT') || p.at('RULE') || p.at('EXTERNAL') ? p.notSupported(`DROP ${p.word}`) : p.unexpected();
  }
  p.pos++;
  const ifExists = p.acceptPair('IF', 'EXISTS');
  const names: MultipartName[] = [];
  do names.push(parseObjectName(p));
  while (p.accept(','));
  if (object === 'trigger' && p.accept('ON')) throw p.notSupported('A DDL or logon trigger', p.pos - 1);
  return { ...p.since(first), kind: 'drop', object, ifExists, names };
};
