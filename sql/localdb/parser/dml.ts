// INSERT, UPDATE, DELETE and TRUNCATE, and what they share with MERGE: targets, SET lists and OUTPUT.

import type {
  CommonTableExpression,
  Delete,
  DmlStatement,
  DmlTarget,
  Insert,
  OutputClause,
  QueryHint,
  SetItem,
  Truncate,
  Update,
} from './ast/index.ts';
import { parseExecute } from './execute.ts';
import { parseValue, parseValueOrDefault } from './expressions.ts';
import { VARIABLE } from './lexer.ts';
import { parseMerge } from './merge.ts';
import { parseColumnList, parseNameParts, parseObjectName } from './names.ts';
import { parseWhere } from './predicates.ts';
import { parseQueryHints } from './query-options.ts';
import { assignmentOperator, parseQueryStatement, parseSelectItems, parseTop } from './select.ts';
import { parseTableHints } from './table-hints.ts';
import { parseRows, parseTableSources } from './table-sources.ts';
import type { TokenStream } from './token-stream.ts';

const MOST_VALUES = 1000;

/** The data modification that begins here; `first` is the token of its WITH clause, if it has one. */
export const parseDml = (p: TokenStream, commonTables: readonly CommonTableExpression[], first: number): DmlStatement => {
  switch (p.word) {
    case 'INSERT':
      return parseInsert(p, commonTables, first);
    case 'UPDATE':
      return parseUpdate(p, commonTables, first);
    case 'DELETE':
      return parseDelete(p, commonTables, first);
    case 'MERGE':
      return parseMerge(p, commonTables, first);
    default:
      throw p.unexpected();
  }
};

const REFUSED_TARGETS = new Set(['OPENROWSET', 'OPENQUERY', 'OPENDATASOURCE']);

/** The table, view, variable or alias to change, with its hints. */
export const parseTarget = (p: TokenStream): DmlTarget => {
  const first = p.pos;
  if (p.kind === VARIABLE) {
    const name = [p.raw(p.pos++)];
    return { kind: 'variable', name, hints: parseTableHints(p, false), ...p.since(first) };
  }
  if (REFUSED_TARGETS.has(p.word)) throw p.notSupported(p.word);
  const name = parseObjectName(p);
  const hints = parseTableHints(p, false);
  return { ...p.since(first), kind: 'name', name, hints };
};

/** OPTION (...), if it is there. */
export const parseOptions = (p: TokenStream): QueryHint[] => (p.at('OPTION') ? parseQueryHints(p) : []);

/** OUTPUT items [INTO target (columns)] [OUTPUT items] */
export const parseOutput = (p: TokenStream): OutputClause | undefined => {
  if (!p.accept('OUTPUT')) return undefined;
  const items = parseSelectItems(p, false);
  if (!p.accept('INTO')) return { items };
  const target = parseTarget(p);
  const columns = p.at('(') ? parseColumnList(p) : undefined;
  return { into: { items, target, columns }, ...(p.accept('OUTPUT') && { items: parseSelectItems(p, false) }) };
};

const parseInsert = (p: TokenStream, commonTables: readonly CommonTableExpression[], first: number): Insert => {
  p.expect('INSERT');
  const top = parseTop(p);
  p.accept('INTO');
  const target = parseTarget(p);
  const columns = p.at('(') && p.peek(1) !== 'SELECT' && p.peek(1) !== '(' ? parseInsertColumns(p) : undefined;
  const output = parseOutput(p);
  const source = parseInsertSource(p);
  const options = source.kind === 'query' ? source.query.options : parseOptions(p);
  return { ...p.since(first), kind: 'insert', with: commonTables, top, target, columns, output, source, options };
};

/** The columns may be written with their table's name, of which only the last part counts. */
const parseInsertColumns = (p: TokenStream): string[] => {
  const columns: string[] = [];
  p.expect('(');
  do columns.push(parseNameParts(p).at(-1) ?? '');
  while (p.accept(','));
  p.expect(')');
  return columns;
};

const parseInsertSource = (p: TokenStream): Insert['source'] => {
  switch (p.word) {
    case 'VALUES': {
      const first = p.pos;
      const rows = parseRows(p);
      if (rows.length > MOST_VALUES) throw p.error(10738, first);
      return { kind: 'values', rows };
    }
    case 'DEFAULT':
      p.expectPair('DEFAULT', 'VALUES');
      return { kind: 'defaultValues' };
    case 'EXEC':
    case 'EXECUTE':
      return { kind: 'execute', statement: parseExecute(p) };
    default:
      if (!p.at('SELECT') && !p.at('(')) throw p.unexpected();
      return { kind: 'query', query: parseQueryStatement(p, 'insert') };
  }
};

const parseUpdate = (p: TokenStream, commonTables: readonly CommonTableExpression[], first: number): Update => {
  p.expect('UPDATE');
  const top = parseTop(p);
  const target = parseTarget(p);
  p.expect('SET');
  const set = parseSetList(p);
  const output = parseOutput(p);
  const from = p.accept('FROM') ? parseTableSources(p) : [];
  const where = parseWhere(p, true);
  const options = parseOptions(p);
  return { ...p.since(first), kind: 'update', with: commonTables, top, target, set, output, from, where, options };
};

/** column = e, @v = e, @v = column = e, column.WRITE (e, offset, length), ... */
export const parseSetList = (p: TokenStream): SetItem[] => {
  const items: SetItem[] = [];
  do items.push(parseSetItem(p));
  while (p.accept(','));
  return items;
};

const parseSetItem = (p: TokenStream): SetItem => {
  const first = p.pos;
  if (p.kind === VARIABLE) {
    const variable = p.raw(p.pos++);
    const operator = takeOperator(p);
    if (operator === '=' && isAssignment(p)) {
      const column = parseNameParts(p);
      const columnOperator = takeOperator(p);
      const expression = parseValueOrDefault(p);
      return { ...p.since(first), variable, column, operator: columnOperator, expression };
    }
    const expression = parseValue(p);
    return { ...p.since(first), variable, operator, expression };
  }
  const column = parseNameParts(p);
  if (p.at('(') && column.length > 1 && column.at(-1)?.toUpperCase() === 'WRITE') return parseWrite(p, column.slice(0, -1), first);
  if (p.at('(') && column.length > 1) throw p.notSupported(`The method ${column.at(-1)}() of a column`, first);
  const operator = takeOperator(p);
  const expression = parseValueOrDefault(p);
  return { ...p.since(first), column, operator, expression };
};

const takeOperator = (p: TokenStream): SetItem['operator'] => {
  const operator = assignmentOperator(p.word);
  if (operator === undefined) throw p.unexpected();
  p.pos++;
  return operator;
};

/** Whether `name =` stands here: a value never contains an assignment, so it must be one. */
const isAssignment = (p: TokenStream): boolean => {
  let ahead = 0;
  while (p.isIdentifier(ahead) && p.peek(ahead + 1) === '.') ahead += 2;
  return p.isIdentifier(ahead) && assignmentOperator(p.peek(ahead + 1)) !== undefined;
};

const parseWrite = (p: TokenStream, column: readonly string[], first: number): SetItem => {
  p.expect('(');
  const expression = parseValue(p);
  p.expect(',');
  const offset = parseValue(p);
  p.expect(',');
  const length = parseValue(p);
  p.expect(')');
  return { ...p.since(first), column, operator: '=', expression, write: { offset, length } };
};

const parseDelete = (p: TokenStream, commonTables: readonly CommonTableExpression[], first: number): Delete => {
  p.expect('DELETE');
  const top = parseTop(p);
  p.accept('FROM');
  const target = parseTarget(p);
  const output = parseOutput(p);
  const from = p.accept('FROM') ? parseTableSources(p) : [];
  const where = parseWhere(p, true);
  const options = parseOptions(p);
  return { ...p.since(first), kind: 'delete', with: commonTables, top, target, output, from, where, options };
};

export const parseTruncate = (p: TokenStream): Truncate => {
  const first = p.pos;
  p.expectPair('TRUNCATE', 'TABLE');
  const table = parseObjectName(p);
  if (p.at('WITH') && p.peek(1) === '(') throw p.notSupported('TRUNCATE TABLE ... WITH (PARTITIONS)');
  return { ...p.since(first), kind: 'truncate', table };
};
