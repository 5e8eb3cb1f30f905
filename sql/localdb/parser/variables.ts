// DECLARE and SET of variables.

import type { DeclareCursor, DeclareTable, DeclareVariables, Expression, SetVariable, Statement, TypeReference } from './ast/index.ts';
import { parseTableDefinition } from './create-table.ts';
import { parseCursorDefinition, parseDeclareCursor } from './cursors.ts';
import { parseValue } from './expressions.ts';
import { VARIABLE } from './lexer.ts';
import { assignmentOperator } from './select.ts';
import { parseSetOption } from './set-options.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** DECLARE @a type [= value], ... | DECLARE @t TABLE (...) | DECLARE name CURSOR FOR ... */
export const parseDeclare = (p: TokenStream): DeclareVariables | DeclareTable | DeclareCursor => {
  const first = p.pos++;
  if (p.kind !== VARIABLE) return parseDeclareCursor(p, first);
  if (p.peek(1) === 'TABLE' || (p.peek(1) === 'AS' && p.peek(2) === 'TABLE')) {
    const name = declareName(p);
    p.accept('AS');
    p.expect('TABLE');
    const definition = parseTableDefinition(p);
    return { ...p.since(first), kind: 'declareTable', name, definition };
  }
  const variables: DeclareVariables['variables'][number][] = [];
  do {
    const from = p.pos;
    const name = declareName(p);
    p.accept('AS');
    const type: TypeReference | 'cursor' = p.accept('CURSOR') ? 'cursor' : parseType(p);
    const initial = p.accept('=') ? parseInitial(p) : undefined;
    variables.push({ ...p.since(from), name, type, initial });
  } while (p.accept(','));
  return { ...p.since(first), kind: 'declare', variables };
};

const parseInitial = (p: TokenStream): Expression => {
  if (p.at('CURSOR')) throw p.notSupported('DECLARE @variable CURSOR = CURSOR ...');
  return parseValue(p);
};

/** Takes a variable's name and notes it: a second declaration in the batch or module is error 134. */
export const declareName = (p: TokenStream): string => {
  if (p.kind !== VARIABLE) throw p.unexpected();
  const name = p.raw();
  const key = name.toUpperCase();
  if (p.scope.variables.has(key)) p.defer(p.error(134, p.pos, name));
  p.scope.variables.add(key);
  p.pos++;
  return name;
};

/** SET @v = ..., SET @cursor = CURSOR ..., or SET of an option. */
export const parseSet = (p: TokenStream): Statement => (p.kinds[p.pos + 1] === VARIABLE ? parseSetVariable(p) : parseSetOption(p));

const parseSetVariable = (p: TokenStream): SetVariable => {
  const first = p.pos++;
  const variable = p.raw(p.pos++);
  if (p.at('.')) throw p.notSupported(`The method or property ${p.raw(p.pos + 1)} of a variable`);
  const operator = assignmentOperator(p.word);
  if (operator === undefined) throw p.unexpected();
  p.pos++;
  if (p.at('CURSOR')) {
    const cursor = parseCursorDefinition(p);
    return { ...p.since(first), kind: 'setVariable', variable, operator, cursor };
  }
  const expression = parseValue(p);
  return { ...p.since(first), kind: 'setVariable', variable, operator, expression };
};
