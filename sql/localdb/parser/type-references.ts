// Data types as they are written: names of one or two parts with lengths, and SQL-92's spellings of several words, which
// become SQL Server's own names.

import type { TypeReference } from './ast/index.ts';
import { INT } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

/** Parses a data type. */
export const parseType = (p: TokenStream): TypeReference => {
  const first = p.pos;
  const name = parseTypeName(p);
  const parameters: (number | 'max')[] = [];
  if (p.at('(')) {
    if (name.length === 1 && name[0]?.toLowerCase() === 'xml') throw p.notSupported('A typed xml (XML SCHEMA COLLECTION)');
    p.next();
    do {
      if (p.accept('MAX')) parameters.push('max');
      else if (p.kind === INT) parameters.push(Number(p.raw(p.pos++)));
      else throw p.unexpected();
    } while (p.accept(','));
    p.expect(')');
  }
  return { ...p.since(first), name, parameters };
};

const VARYING_OF: Readonly<Record<string, string>> = { CHAR: 'varchar', CHARACTER: 'varchar', BINARY: 'varbinary', NCHAR: 'nvarchar' };

const parseTypeName = (p: TokenStream): string[] => {
  if (p.accept('DOUBLE')) {
    p.expect('PRECISION');
    return ['float'];
  }
  if (p.accept('NATIONAL')) {
    if (p.accept('TEXT')) return ['ntext'];
    if (p.acceptAny('CHAR', 'CHARACTER') === undefined) throw p.unexpected();
    return [p.accept('VARYING') ? 'nvarchar' : 'nchar'];
  }
  const varying = VARYING_OF[p.word];
  if (varying !== undefined && p.peek(1) === 'VARYING') {
    p.pos += 2;
    return [varying];
  }
  const name = [p.identifier()];
  while (p.accept('.')) name.push(p.identifier());
  return name;
};
