// EXECUTE: procedures by name or variable with arguments, and text to run; also the call of a procedure by its bare name
// that may begin a batch.

import type { Execute, ExecuteArgument, ExecuteString, Expression, ResultSetColumn } from './ast/index.ts';
import { parseSimpleValue, parseValue } from './expressions.ts';
import { BRACKETED, VARIABLE, WORD, DOUBLE_QUOTED, INT } from './lexer.ts';
import { parseObjectName } from './names.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** EXEC ... */
export const parseExecute = (p: TokenStream): Execute | ExecuteString => {
  const first = p.pos++;
  if (p.at('(')) return parseExecuteString(p, first);
  let resultVariable: string | undefined;
  if (p.kind === VARIABLE && p.peek(1) === '=') {
    resultVariable = p.raw();
    p.pos += 2;
  }
  return parseProcedureCall(p, first, resultVariable);
};

/** `procedure arguments`: the part behind EXEC, or the whole statement at the beginning of a batch. */
export const parseProcedureCall = (p: TokenStream, first: number, resultVariable?: string): Execute => {
  const procedure = p.kind === VARIABLE ? { variable: p.raw(p.pos++) } : parseObjectName(p);
  // name;1 is a numbered procedure of old: the number 1 means the procedure itself.
  if (p.at(';') && p.kinds[p.pos + 1] === INT) {
    if (p.raw(p.pos + 1) !== '1') throw p.notSupported('A numbered procedure');
    p.pos += 2;
  }
  const args: ExecuteArgument[] = [];
  if (startsArgument(p))
    do args.push(parseArgument(p));
    while (p.accept(','));
  const resultSets = parseExecuteOptions(p);
  return { ...p.since(first), kind: 'execute', resultVariable, procedure, arguments: args, resultSets };
};

const startsArgument = (p: TokenStream): boolean => {
  if (p.isIdentifier()) return p.peek(1) !== ':';
  const { kind } = p;
  return (kind >= DOUBLE_QUOTED && kind < 14) || p.at('-') || p.at('+') || p.at('NULL') || p.at('DEFAULT');
};

const parseArgument = (p: TokenStream): ExecuteArgument => {
  const first = p.pos;
  let name: string | undefined;
  if (p.kind === VARIABLE && p.peek(1) === '=') {
    name = p.raw();
    p.pos += 2;
  }
  const value = parseArgumentValue(p);
  const output = p.accept('OUTPUT') || p.accept('OUT');
  if (output && value.kind !== 'variable') p.defer(p.error(179, first));
  return { ...p.since(first), name, value, output };
};

/** A constant, variable, DEFAULT, or a bare word, which is a string. */
const parseArgumentValue = (p: TokenStream): Expression => {
  const first = p.pos;
  if (p.accept('DEFAULT')) return { ...p.since(first), kind: 'default' };
  if (p.kind === WORD || p.kind === BRACKETED || (p.kind === DOUBLE_QUOTED && p.quotedIdentifier)) {
    const text = p.value();
    p.pos++;
    return { ...p.since(first), kind: 'literal', type: 'string', text, national: true };
  }
  return parseSimpleValue(p);
};

const parseExecuteOptions = (p: TokenStream): Execute['resultSets'] => {
  let resultSets: Execute['resultSets'];
  if (!p.at('WITH') || (p.peek(1) !== 'RECOMPILE' && p.peek(1) !== 'RESULT')) return undefined;
  p.next();
  do {
    if (p.accept('RECOMPILE')) continue;
    p.expectPair('RESULT', 'SETS');
    if (p.accept('UNDEFINED')) resultSets = 'undefined';
    else if (p.accept('NONE')) resultSets = 'none';
    else resultSets = parseResultSets(p);
  } while (p.accept(','));
  return resultSets;
};

/** ((name type [COLLATE c] [NULL | NOT NULL], ...), ...) */
const parseResultSets = (p: TokenStream): ResultSetColumn[][] => {
  const sets: ResultSetColumn[][] = [];
  p.expect('(');
  do {
    if (p.at('AS')) throw p.notSupported('WITH RESULT SETS (AS OBJECT | TYPE | FOR XML)');
    p.expect('(');
    const columns: ResultSetColumn[] = [];
    do {
      const name = p.identifier();
      const type = parseType(p);
      const collation = p.accept('COLLATE') ? p.identifier() : undefined;
      const nullable = p.accept('NULL') ? true : p.acceptPair('NOT', 'NULL') ? false : undefined;
      columns.push({ name, type, collation, nullable });
    } while (p.accept(','));
    p.expect(')');
    sets.push(columns);
  } while (p.accept(','));
  p.expect(')');
  return sets;
};

/** EXEC ('text' + @more, ...) */
const parseExecuteString = (p: TokenStream, first: number): ExecuteString => {
  p.expect('(');
  const parts = [parseValue(p)];
  if (p.at(',')) throw p.notSupported('EXEC (...) with arguments');
  p.expect(')');
  if (p.at('AT') && p.isIdentifier(1)) throw p.notSupported('EXEC (...) AT a linked server');
  if (p.at('AS') && (p.peek(1) === 'USER' || p.peek(1) === 'LOGIN')) throw p.notSupported(`EXEC (...) AS ${p.peek(1)}`);
  const resultSets = parseExecuteOptions(p);
  return { ...p.since(first), kind: 'executeString', parts, resultSets };
};
