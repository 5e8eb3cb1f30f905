// MERGE: its clauses, the rules about them, and the semicolon that must end it.

import type { CommonTableExpression, Merge, MergeClause } from './ast/index.ts';
import { parseOptions, parseOutput, parseSetList, parseTarget } from './dml.ts';
import { parseValueList } from './expressions.ts';
import { END } from './lexer.ts';
import { parseNameParts } from './names.ts';
import { parseCondition } from './predicates.ts';
import { parseTop } from './select.ts';
import { isStatementStart } from './statements.ts';
import { parseTableSource } from './table-sources.ts';
import type { TokenStream } from './token-stream.ts';

export const parseMerge = (p: TokenStream, commonTables: readonly CommonTableExpression[], first: number): Merge => {
  p.expect('MERGE');
  const top = parseTop(p);
  p.accept('INTO');
  const target = parseTarget(p);
  const alias = p.accept('AS') || (p.isIdentifier() && !p.at('USING')) ? p.identifier() : undefined;
  p.expect('USING');
  const using = parseTableSource(p);
  p.expect('ON');
  const on = parseCondition(p);
  const clauses: MergeClause[] = [];
  if (!p.at('WHEN')) throw p.unexpected();
  while (p.at('WHEN')) clauses.push(parseClause(p, clauses));
  const output = parseOutput(p);
  const options = parseOptions(p);
  // Inside parentheses its rows are a table source; everywhere else a semicolon must follow.
  if (!p.at(';') && !p.at(')')) {
    if (p.kind !== END && !isStatementStart(p)) throw p.unexpected();
    throw p.error(10713, p.pos - 1);
  }
  return { ...p.since(first), kind: 'merge', with: commonTables, top, target, alias, using, on, clauses, output, options };
};

const NAMES = {
  matched: 'WHEN MATCHED',
  notMatchedByTarget: 'WHEN NOT MATCHED',
  notMatchedBySource: 'WHEN NOT MATCHED BY SOURCE',
} as const;

const parseClause = (p: TokenStream, earlier: readonly MergeClause[]): MergeClause => {
  const first = p.pos;
  p.expect('WHEN');
  const when = parseWhen(p);
  const condition = p.accept('AND') ? parseCondition(p) : undefined;
  p.expect('THEN');
  const action = parseAction(p);
  checkClause(p, { when, condition, action }, earlier, first);
  return { when, condition, action };
};

const parseWhen = (p: TokenStream): MergeClause['when'] => {
  const not = p.accept('NOT');
  p.expect('MATCHED');
  if (!not) return 'matched';
  if (!p.accept('BY')) return 'notMatchedByTarget';
  if (p.accept('SOURCE')) return 'notMatchedBySource';
  p.expect('TARGET');
  return 'notMatchedByTarget';
};

const parseAction = (p: TokenStream): MergeClause['action'] => {
  if (p.accept('DELETE')) return { kind: 'delete' };
  if (p.accept('UPDATE')) {
    p.expect('SET');
    return { kind: 'update', set: parseSetList(p) };
  }
  p.expect('INSERT');
  const columns = p.at('(') ? parseInsertColumns(p) : undefined;
  if (p.acceptPair('DEFAULT', 'VALUES')) return { kind: 'insert', columns };
  p.expect('VALUES');
  return { kind: 'insert', columns, values: parseValueList(p) };
};

const parseInsertColumns = (p: TokenStream): string[] => {
  const columns: string[] = [];
  p.expect('(');
  do {
    const first = p.pos;
    const parts = parseNameParts(p);
    if (parts.length > 1) p.defer(p.error(10739, first));
    columns.push(parts.at(-1) ?? '');
  } while (p.accept(','));
  p.expect(')');
  return columns;
};

const checkClause = (p: TokenStream, clause: MergeClause, earlier: readonly MergeClause[], first: number): void => {
  const name = NAMES[clause.when];
  const action = clause.action.kind.toUpperCase();
  if ((clause.when === 'notMatchedByTarget') !== (clause.action.kind === 'insert')) {
    if (clause.when === 'matched') p.defer(p.error(10711, first));
    else p.defer(p.error(10710, first, action, name));
    return;
  }
  const same = earlier.filter((c) => c.when === clause.when);
  if (same.some((c) => c.action.kind === clause.action.kind)) p.defer(p.error(10714, first, action, name));
  else if (same.some((c) => c.condition === undefined)) p.defer(p.error(5324, first, name, name));
};
