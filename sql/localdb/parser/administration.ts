// USE, DBCC, KILL, CHECKPOINT, RECONFIGURE, and the header of a bulk load over TDS.

import type { BulkInsertTds, Checkpoint, Dbcc, Expression, Kill, Reconfigure, Use } from './ast/index.ts';
import { parseSimpleValue } from './expressions.ts';
import { parseNameParts, parseObjectName } from './names.ts';
import { skipParentheses } from './query-options.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

export const parseUse = (p: TokenStream): Use => {
  const first = p.pos++;
  const database = p.identifier();
  if (p.scope.kind !== 'batch') p.defer(p.error(154, first));
  return { ...p.since(first), kind: 'use', database };
};

export const parseCheckpoint = (p: TokenStream): Checkpoint => {
  const first = p.pos++;
  return { ...p.since(first), kind: 'checkpoint' };
};

export const parseKill = (p: TokenStream): Kill => {
  const first = p.pos++;
  if (p.isIdentifier()) throw p.notSupported(`KILL ${p.raw()}`);
  const session = parseSimpleValue(p);
  return { ...p.since(first), kind: 'kill', session };
};

export const parseReconfigure = (p: TokenStream): Reconfigure => {
  const first = p.pos++;
  if (p.at('WITH') && p.peek(1) === 'OVERRIDE') p.pos += 2;
  return { ...p.since(first), kind: 'reconfigure' };
};

/** DBCC command [(arguments)] [WITH options]; names and bare words among the arguments are strings. */
export const parseDbcc = (p: TokenStream): Dbcc => {
  const first = p.pos++;
  const command = p.identifier().toUpperCase();
  const args: Expression[] = [];
  if (p.accept('(')) {
    if (!p.at(')'))
      do args.push(parseDbccArgument(p));
      while (p.accept(','));
    p.expect(')');
  }
  const options: string[] = [];
  if (p.at('WITH') && p.isIdentifier(1)) {
    p.pos++;
    do {
      options.push(p.identifier().toUpperCase());
      if (p.accept('=')) p.pos++;
    } while (p.accept(','));
  }
  return { ...p.since(first), kind: 'dbcc', command, arguments: args, options };
};

const parseDbccArgument = (p: TokenStream): Expression => {
  if (!p.isIdentifier()) return parseSimpleValue(p);
  const first = p.pos;
  parseNameParts(p);
  return { ...p.since(first), kind: 'literal', type: 'string', text: p.textSince(first), national: true };
};

/** INSERT BULK table (column type, ...) [WITH (hints)] */
export const parseInsertBulk = (p: TokenStream): BulkInsertTds => {
  const first = p.pos;
  p.pos += 2;
  const table = parseObjectName(p);
  const columns: BulkInsertTds['columns'][number][] = [];
  p.expect('(');
  do {
    const name = p.identifier();
    const type = parseType(p);
    if (p.accept('COLLATE')) p.identifier();
    if (!p.accept('NULL')) p.acceptPair('NOT', 'NULL');
    columns.push({ name, type });
  } while (p.accept(','));
  p.expect(')');
  const hints: string[] = [];
  if (p.accept('WITH')) {
    p.expect('(');
    do {
      const from = p.pos++;
      if (p.accept('=')) p.pos++;
      else if (p.at('(')) skipParentheses(p);
      hints.push(p.textSince(from).toUpperCase());
    } while (p.accept(','));
    p.expect(')');
  }
  return { ...p.since(first), kind: 'insertBulk', table, columns, hints };
};
