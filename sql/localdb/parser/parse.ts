// The parser's public face: batch text, single expressions and single queries to syntax trees.
//
// All of a batch is parsed before anything runs. Every error is a SqlError with its line. Nesting is limited (MAX_DEPTH
// levels), chains of operators are parsed iteratively (up to MAX_CHAIN terms) and give left-deep trees.

import { SqlError } from '../types/errors.ts';
import type { Batch, Expression, ParameterDefinition, SelectStatement, TypeReference } from './ast/index.ts';
import { checkJumps } from './control-flow.ts';
import { parseParameters } from './modules.ts';
import { parseEither } from './predicates.ts';
import { parseSelectStatement } from './select.ts';
import { parseStatements } from './statements.ts';
import { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

export { isReserved } from './keywords.ts';
export { quoteName, splitMultipartName } from './names.ts';
export { MAX_CHAIN, MAX_DEPTH } from './token-stream.ts';

export interface ParseOptions {
  readonly quotedIdentifier?: boolean;
}

/** Parses a batch; throws the first error, located. */
export const parseBatch = (text: string, options: ParseOptions = {}): Batch =>
  parseAll(text, options, (p) => {
    p.firstStatement = 0;
    const statements = parseStatements(p);
    checkJumps(p);
    return { statements };
  });

/** Parses one scalar expression or condition, such as a stored default or check. */
export const parseExpression = (text: string, options: ParseOptions = {}): Expression => parseAll(text, options, parseEither);

/** Parses one SELECT statement. */
export const parseSelect = (text: string, options: ParseOptions = {}): SelectStatement =>
  parseAll(text, options, (p) => {
    const query = parseSelectStatement(p, 'cursor');
    while (p.accept(';'));
    return query;
  });

/** Parses the parameter list of sp_executesql and sp_prepare: `@a int, @b nvarchar(50) OUTPUT`; empty text has none. */
export const parseParameterList = (text: string): readonly ParameterDefinition[] => parseAll(text, {}, parseParameters);

/** Parses a data type given as text. */
export const parseTypeReference = (text: string): TypeReference => parseAll(text, {}, parseType);

const parseAll = <T>(text: string, options: ParseOptions, parse: (p: TokenStream) => T): T => {
  const p = new TokenStream(text, options.quotedIdentifier ?? true);
  let result: T;
  try {
    result = parse(p);
  } catch (error) {
    // The depth is limited well below the stack's size; a caller with little stack left still gets SQL Server's error.
    if (error instanceof RangeError && !(error instanceof SqlError)) throw p.error(191);
    throw error;
  }
  if (!p.isEnd || p.tokens.error) throw p.unexpected();
  if (p.deferred) throw p.deferred;
  return result;
};
