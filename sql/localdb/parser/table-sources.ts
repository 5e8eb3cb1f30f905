// FROM: tables, derived tables, table functions, joins, APPLY, PIVOT and UNPIVOT.

import type { DmlStatement, Expression, Join, MultipartName, OpenJsonColumn, SelectStatement, TableSource } from './ast/index.ts';
import { parseDml } from './dml.ts';
import { parseValue, parseValueOrDefault, parseValueList, refuseXmlMethod } from './expressions.ts';
import { isWindowClause } from './grouping.ts';
import { VARIABLE } from './lexer.ts';
import { parseColumnList, parseObjectName } from './names.ts';
import { parsePivot, parseUnpivot } from './pivot.ts';
import { parseCondition } from './predicates.ts';
import { continueQuery, parseQueryStatement } from './select.ts';
import { parseTableHints } from './table-hints.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** The table sources behind FROM, separated by commas. */
export const parseTableSources = (p: TokenStream): TableSource[] => {
  const sources = [parseTableSource(p)];
  while (p.accept(',')) sources.push(parseTableSource(p));
  return sources;
};

/** A table with all that is joined to it. */
export const parseTableSource = (p: TokenStream): TableSource => parseJoins(p, parseTable(p), p.pos);

// -- joins

const parseJoins = (p: TokenStream, start: TableSource, first: number): TableSource => {
  let left = start;
  for (let terms = 0; ; terms++) {
    p.checkChain(terms);
    const next = parseJoin(p, left, first);
    if (next === undefined) return left;
    left = next;
  }
};

/** One join (or pivot) of `left`; undefined if none follows. */
const parseJoin = (p: TokenStream, left: TableSource, first: number): TableSource | undefined => {
  if (p.at('PIVOT')) return parsePivot(p, left, first);
  if (p.at('UNPIVOT')) return parseUnpivot(p, left, first);
  const operator = parseJoinOperator(p);
  if (operator === undefined) return undefined;
  let right = parseTable(p);
  if (operator.type === 'cross' || operator.type === 'crossApply' || operator.type === 'outerApply') return join(p, operator, left, right);
  // a JOIN b JOIN c ON ... ON ...: joins before the first ON belong to the right side.
  const from = p.pos;
  p.enter();
  while (!p.at('ON')) {
    const inner = parseJoin(p, right, from);
    if (inner === undefined) throw p.unexpected();
    right = inner;
  }
  p.leave();
  p.next();
  const on = parseCondition(p);
  return join(p, operator, left, right, on);
};

interface JoinOperator {
  readonly type: Join['type'];
  readonly hint?: Join['hint'];
}

const join = (p: TokenStream, operator: JoinOperator, left: TableSource, right: TableSource, on?: Expression): Join => ({
  kind: 'join',
  ...p.since(p.pos - 1),
  start: left.start,
  line: left.line,
  ...operator,
  left,
  right,
  on,
});

const SIDES = { INNER: 'inner', LEFT: 'left', RIGHT: 'right', FULL: 'full' } as const;
const parseJoinOperator = (p: TokenStream): JoinOperator | undefined => {
  switch (p.word) {
    case 'JOIN':
      p.pos++;
      return { type: 'inner' };
    case 'CROSS':
      p.pos++;
      if (p.accept('APPLY')) return { type: 'crossApply' };
      p.expect('JOIN');
      return { type: 'cross' };
    case 'OUTER':
      p.pos++;
      p.expect('APPLY');
      return { type: 'outerApply' };
    case 'INNER':
    case 'LEFT':
    case 'RIGHT':
    case 'FULL': {
      const type = SIDES[p.word];
      p.pos++;
      if (type !== 'inner') p.accept('OUTER');
      const hint = p.acceptAny('LOOP', 'HASH', 'MERGE', 'REMOTE') as Join['hint'];
      p.expect('JOIN');
      return { type, hint };
    }
    default:
      return undefined;
  }
};

// -- single tables

const REFUSED = new Set([
  'OPENROWSET',
  'OPENQUERY',
  'OPENDATASOURCE',
  'OPENXML',
  'CONTAINSTABLE',
  'FREETEXTTABLE',
  'SEMANTICKEYPHRASETABLE',
  'SEMANTICSIMILARITYDETAILSTABLE',
  'SEMANTICSIMILARITYTABLE',
  'CHANGETABLE',
  'PREDICT',
]);

const parseTable = (p: TokenStream): TableSource => {
  const first = p.pos;
  if (p.at('(')) return parseParenthesised(p);
  if (p.kind === VARIABLE) return parseVariableTable(p);
  if (REFUSED.has(p.word) && p.peek(1) === '(') throw p.notSupported(p.word);
  p.accept('::');
  const name = parseObjectName(p);
  if (p.at('(') && !isHintList(p)) return parseTableFunction(p, name, first);
  if (p.at('FOR') && p.peek(1) === 'SYSTEM_TIME') throw p.notSupported('FOR SYSTEM_TIME');
  let tableSample = parseTableSample(p);
  // Hints without WITH may also stand before the alias.
  const early = p.at('(') && isHintList(p) ? parseTableHints(p, true) : [];
  const alias = parseTableAlias(p);
  tableSample ??= parseTableSample(p);
  const hints = [...early, ...parseTableHints(p, early.length === 0 && p.at('(') && isHintList(p))];
  return { ...p.since(first), kind: 'table', name, alias, hints, ...(tableSample && { tableSample }) };
};

const OLD_STYLE_HINTS = new Set([
  'NOLOCK',
  'READUNCOMMITTED',
  'UPDLOCK',
  'HOLDLOCK',
  'SERIALIZABLE',
  'REPEATABLEREAD',
  'READCOMMITTED',
  'READPAST',
  'ROWLOCK',
  'PAGLOCK',
  'TABLOCK',
  'TABLOCKX',
  'XLOCK',
  'NOWAIT',
  'NOEXPAND',
  'INDEX',
  'FASTFIRSTROW',
  'READCOMMITTEDLOCK',
  'FORCESEEK',
  'FORCESCAN',
]);
/** `t (NOLOCK)`: the old form without WITH. */
const isHintList = (p: TokenStream): boolean =>
  OLD_STYLE_HINTS.has(p.peek(1)) && (p.peek(2) === ')' || p.peek(2) === ',' || (p.peek(1) === 'INDEX' && ['=', '('].includes(p.peek(2))));

const parseVariableTable = (p: TokenStream): TableSource => {
  const first = p.pos;
  const name = p.raw();
  if (p.peek(1) === '.') throw p.notSupported(`The xml method ${p.raw(p.pos + 2)}()`);
  p.pos++;
  const alias = parseTableAlias(p);
  const hints = parseTableHints(p, p.at('(') && isHintList(p));
  return { ...p.since(first), kind: 'tableVariable', name, alias, hints };
};

/** [AS] alias, if one follows; words that begin the next clause or a label are none. */
const parseTableAlias = (p: TokenStream): string | undefined => {
  if (p.accept('AS')) return p.identifier();
  if (!p.isIdentifier() || p.peek(1) === ':' || isWindowClause(p)) return undefined;
  return p.identifier();
};

/** The alias that a derived table must have, with its column names. */
const parseDerivedAlias = (p: TokenStream): { alias: string; columns?: string[] } => {
  p.accept('AS');
  const alias = p.identifier();
  return { alias, columns: p.at('(') ? parseColumnList(p) : undefined };
};

const parseTableSample = (p: TokenStream): { amount: Expression; percent: boolean } | undefined => {
  if (!p.accept('TABLESAMPLE')) return undefined;
  p.accept('SYSTEM');
  p.expect('(');
  const amount = parseValue(p);
  const percent = p.accept('PERCENT') || !p.accept('ROWS');
  p.expect(')');
  if (p.accept('REPEATABLE')) {
    p.expect('(');
    parseValue(p);
    p.expect(')');
  }
  return { amount, percent };
};

// -- functions

const parseTableFunction = (p: TokenStream, name: MultipartName, first: number): TableSource => {
  refuseXmlMethod(p, name, first);
  p.expect('(');
  p.enter();
  const args: Expression[] = [];
  if (!p.at(')'))
    do args.push(parseValueOrDefault(p));
    while (p.accept(','));
  p.expect(')');
  p.leave();
  const isOpenJson = name.length === 1 && name[0]?.toUpperCase() === 'OPENJSON';
  const schema = isOpenJson && p.at('WITH') ? parseOpenJsonSchema(p) : undefined;
  const alias = parseTableAlias(p);
  const columns = alias !== undefined && p.at('(') && !isHintList(p) ? parseColumnList(p) : undefined;
  parseTableHints(p, false);
  return { ...p.since(first), kind: 'tableFunction', name, arguments: args, alias, columns, schema };
};

const parseOpenJsonSchema = (p: TokenStream): OpenJsonColumn[] => {
  p.expect('WITH');
  p.expect('(');
  const columns: OpenJsonColumn[] = [];
  do {
    const name = p.identifier();
    const type = parseType(p);
    if (p.accept('COLLATE')) p.identifier();
    const path = p.isString() ? p.string() : undefined;
    const asJson = p.acceptPair('AS', 'JSON');
    columns.push({ name, type, path, asJson });
  } while (p.accept(','));
  p.expect(')');
  return columns;
};

// -- parentheses

type Inside =
  | { readonly kind: 'query'; readonly query: SelectStatement }
  | { readonly kind: 'values'; readonly rows: Expression[][] }
  | { readonly kind: 'dml'; readonly statement: DmlStatement }
  | { readonly kind: 'tables'; readonly source: TableSource };

/** A derived table, a VALUES table, a data modification with OUTPUT, or a join in parentheses. */
const parseParenthesised = (p: TokenStream): TableSource => {
  const first = p.pos;
  return withAlias(p, parseInside(p), first);
};

const withAlias = (p: TokenStream, inside: Inside, first: number): TableSource => {
  if (inside.kind === 'tables') return inside.source;
  const { alias, columns } = parseDerivedAlias(p);
  switch (inside.kind) {
    case 'query':
      return { ...p.since(first), kind: 'derived', query: inside.query, alias, columns };
    case 'dml':
      return { ...p.since(first), kind: 'dml', statement: inside.statement, alias, columns };
    case 'values':
      if (columns === undefined) throw p.unexpected();
      return { ...p.since(first), kind: 'values', rows: inside.rows, alias, columns };
  }
};

/** From the opening to the closing parenthesis. Every token is read once: what is inside decides on the way. */
const parseInside = (p: TokenStream): Inside => {
  const first = p.pos;
  p.expect('(');
  p.enter();
  const inside = parseInsideParentheses(p, first + 1);
  p.expect(')');
  p.leave();
  return inside;
};

const parseInsideParentheses = (p: TokenStream, first: number): Inside => {
  switch (p.word) {
    case 'SELECT':
      return { kind: 'query', query: parseQueryStatement(p, 'derived') };
    case 'VALUES':
      return { kind: 'values', rows: parseRows(p) };
    case 'INSERT':
    case 'UPDATE':
    case 'DELETE':
    case 'MERGE':
      return { kind: 'dml', statement: parseDml(p, [], first) };
    case '(': {
      const inner = parseInside(p);
      if (inner.kind === 'query' && (p.at(')') || p.at('UNION') || p.at('EXCEPT') || p.at('INTERSECT') || p.at('ORDER'))) {
        const left = { ...p.since(first), kind: 'parenthesised', query: inner.query } as const;
        return { kind: 'query', query: continueQuery(p, left, first, 'derived') };
      }
      return { kind: 'tables', source: parseJoins(p, withAlias(p, inner, first), first) };
    }
    default:
      return { kind: 'tables', source: parseTableSource(p) };
  }
};

/** VALUES (...), (...): rows of equal length. */
export const parseRows = (p: TokenStream): Expression[][] => {
  p.expect('VALUES');
  const rows = [parseValueList(p)];
  while (p.accept(',')) {
    const first = p.pos;
    const row = parseValueList(p);
    if (row.length !== rows[0]?.length) p.defer(p.error(10709, first));
    rows.push(row);
  }
  return rows;
};
