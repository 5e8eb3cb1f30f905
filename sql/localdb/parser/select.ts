// SELECT: common table expressions, set operations, query specifications and the clauses behind them (ORDER BY, OFFSET,
// FOR, OPTION). Where a query stands decides what it may have: only a statement assigns variables and writes INTO.

import type {
  AssignmentOperator,
  CommonTableExpression,
  Expression,
  OrderItem,
  QueryExpression,
  QuerySpecification,
  SelectItem,
  SelectStatement,
  SetOperation,
  Top,
} from './ast/index.ts';
import { parseValue } from './expressions.ts';
import { parseGroupBy, parseWindowClause } from './grouping.ts';
import { VARIABLE, DECIMAL, FLOAT, INT } from './lexer.ts';
import { parseColumnList, parseObjectName } from './names.ts';
import { parseCondition, parseWhere } from './predicates.ts';
import { parseForClause, parseQueryHints } from './query-options.ts';
import { parseTableSources } from './table-sources.ts';
import type { TokenStream } from './token-stream.ts';

export type QueryContext =
  | 'statement'
  | 'insert'
  | 'cursor'
  | 'view'
  | 'inlineFunction'
  | 'derived'
  | 'commonTable'
  | 'subquery'
  | 'exists';

/** SELECT with its WITH clause. */
export const parseSelectStatement = (p: TokenStream, context: QueryContext): SelectStatement => {
  const first = p.pos;
  const commonTables = p.at('WITH') ? parseCommonTables(p) : [];
  return parseQueryStatement(p, context, commonTables, first);
};

/** A query with ORDER BY and so on behind it; its WITH clause, if any, has been taken. */
export const parseQueryStatement = (
  p: TokenStream,
  context: QueryContext,
  commonTables: readonly CommonTableExpression[] = [],
  first = p.pos,
): SelectStatement => {
  const query = continueSetOperations(p, parseQueryPrimary(p, context, true), p.pos, context);
  return finishQuery(p, query, commonTables, first, context);
};

/** Goes on with a query whose first operand has been parsed. */
export const continueQuery = (p: TokenStream, left: QueryExpression, first: number, context: QueryContext): SelectStatement =>
  finishQuery(p, continueSetOperations(p, left, first, context), [], first, context);

/** `(query)` */
export const parseQueryInParentheses = (p: TokenStream, context: QueryContext): SelectStatement => {
  p.expect('(');
  p.enter();
  const query = parseQueryStatement(p, context);
  p.leave();
  p.expect(')');
  return query;
};

/** WITH name (columns) AS (query), ... */
export const parseCommonTables = (p: TokenStream): CommonTableExpression[] => {
  p.expect('WITH');
  if (p.at('XMLNAMESPACES') && p.peek(1) === '(') throw p.notSupported('WITH XMLNAMESPACES');
  if (p.at('CHANGE_TRACKING_CONTEXT')) throw p.notSupported('WITH CHANGE_TRACKING_CONTEXT');
  const tables: CommonTableExpression[] = [];
  do {
    const first = p.pos;
    const name = p.identifier();
    const columns = p.at('(') ? parseColumnList(p) : undefined;
    p.expect('AS');
    const query = parseQueryInParentheses(p, 'commonTable');
    tables.push({ ...p.since(first), name, columns, query });
  } while (p.accept(','));
  return tables;
};

// -- set operations

const continueSetOperations = (p: TokenStream, start: QueryExpression, first: number, context: QueryContext): QueryExpression => {
  let left = continueIntersections(p, start, context);
  for (let terms = 0; p.at('UNION') || p.at('EXCEPT'); terms++) {
    p.checkChain(terms);
    const isExcept = p.acceptAny('UNION', 'EXCEPT') === 'EXCEPT';
    const operator = isExcept ? 'except' : p.accept('ALL') ? 'unionAll' : 'union';
    const right = continueIntersections(p, parseQueryPrimary(p, context, false), context);
    left = setOperation(p, operator, left, right);
  }
  if (left.kind === 'setOperation' && context === 'statement') refuseAssignments(p, left, first);
  return left;
};

const continueIntersections = (p: TokenStream, start: QueryExpression, context: QueryContext): QueryExpression => {
  let left = start;
  for (let terms = 0; p.accept('INTERSECT'); terms++) {
    p.checkChain(terms);
    left = setOperation(p, 'intersect', left, parseQueryPrimary(p, context, false));
  }
  return left;
};

const setOperation = (p: TokenStream, operator: SetOperation['operator'], left: QueryExpression, right: QueryExpression): SetOperation => ({
  kind: 'setOperation',
  ...p.since(p.pos - 1),
  start: left.start,
  line: left.line,
  operator,
  left,
  right,
});

const refuseAssignments = (p: TokenStream, operation: SetOperation, first: number): void => {
  for (let q: QueryExpression = operation; ; q = q.left) {
    const side: QueryExpression = q.kind === 'setOperation' ? q.right : q;
    if (side.kind === 'query' && side.items.some((i) => i.kind === 'assignment')) p.defer(p.error(10734, first));
    if (q.kind !== 'setOperation') return;
  }
};

const parseQueryPrimary = (p: TokenStream, context: QueryContext, isFirst: boolean): QueryExpression => {
  if (!p.at('(')) return parseSpecification(p, context, isFirst);
  const first = p.pos++;
  p.enter();
  const start = p.pos;
  const inner = continueSetOperations(p, parseQueryPrimary(p, context, isFirst), start, context);
  const span = p.since(start);
  p.expect(')');
  p.leave();
  const query: SelectStatement = { kind: 'select', ...span, with: [], query: inner, orderBy: [], options: [] };
  return { ...p.since(first), kind: 'parenthesised', query };
};

// -- one SELECT

const parseSpecification = (p: TokenStream, context: QueryContext, isFirst: boolean): QuerySpecification => {
  const first = p.pos;
  p.expect('SELECT');
  const distinct = p.accept('DISTINCT');
  if (!distinct) p.accept('ALL');
  const top = parseTop(p);
  const items = parseSelectItems(p, context === 'statement');
  const into = isFirst && context === 'statement' && p.accept('INTO') ? parseObjectName(p) : undefined;
  if (into && p.at('ON') && p.isIdentifier(1)) p.pos += 2;
  const from = p.accept('FROM') ? parseTableSources(p) : [];
  const where = parseWhere(p, false);
  const groupBy = p.acceptPair('GROUP', 'BY') ? parseGroupBy(p) : undefined;
  if (p.at('GROUP')) throw p.unexpected(p.pos + 1);
  const having = p.accept('HAVING') ? parseCondition(p) : undefined;
  const windows = parseWindowClause(p);
  const assignments = items.reduce((n, i) => n + (i.kind === 'assignment' ? 1 : 0), 0);
  if (assignments > 0 && (assignments < items.length || into)) p.defer(p.error(141, first));
  return { ...p.since(first), kind: 'query', distinct, top, items, into, from, where, groupBy, having, windows };
};

/** TOP (n) [PERCENT] [WITH TIES], the parentheses not needed around a constant or variable. */
export const parseTop = (p: TokenStream): Top | undefined => {
  if (!p.accept('TOP')) return undefined;
  let count: Expression;
  if (p.accept('(')) {
    const inside = p.pos;
    // The parentheses of TOP (SELECT ...) are those of the subquery too.
    count = p.at('SELECT') ? { ...p.since(inside), kind: 'subquery', query: parseQueryStatement(p, 'subquery') } : parseValue(p);
    p.expect(')');
  } else if (p.kind === INT || p.kind === DECIMAL || p.kind === FLOAT || p.kind === VARIABLE) count = parseBareCount(p);
  else throw p.unexpected();
  const percent = p.accept('PERCENT');
  const withTies = p.at('WITH') && p.peek(1) === 'TIES';
  if (withTies) p.pos += 2;
  return { count, percent, withTies };
};

const parseBareCount = (p: TokenStream): Top['count'] => {
  const first = p.pos++;
  const raw = p.raw(first);
  if (p.kinds[first] === VARIABLE) return { ...p.since(first), kind: 'variable', name: raw };
  if (p.kinds[first] === DECIMAL) return { ...p.since(first), kind: 'literal', type: 'decimal', text: raw };
  return { ...p.since(first), kind: 'literal', type: p.kinds[first] === INT ? 'int' : 'float', value: Number(raw) };
};

/** The select list, also that of OUTPUT. */
export const parseSelectItems = (p: TokenStream, mayAssign: boolean): SelectItem[] => {
  const items: SelectItem[] = [];
  do items.push(parseSelectItem(p, mayAssign));
  while (p.accept(','));
  return items;
};

const parseSelectItem = (p: TokenStream, mayAssign: boolean): SelectItem => {
  const first = p.pos;
  if (p.accept('*')) return { ...p.since(first), kind: 'star', qualifier: [] };
  if (p.isIdentifier()) {
    if (p.peek(1) === '.') {
      const star = starAfterName(p);
      if (star > 0) {
        const qualifier: string[] = [];
        for (; p.pos < star; p.pos++) {
          if (!p.at('.')) qualifier.push(p.value());
          else if (p.peek(1) === '.') qualifier.push('');
        }
        p.pos = star + 1;
        return { ...p.since(first), kind: 'star', qualifier };
      }
    }
  }
  if (p.peek(1) === '=' && (p.isIdentifier() || p.isString())) {
    const alias = parseAliasName(p);
    p.next();
    const expression = parseValue(p);
    return { ...p.since(first), kind: 'expression', expression, alias };
  }
  if (mayAssign && p.kind === VARIABLE) {
    const operator = ASSIGNMENTS.get(p.peek(1));
    if (operator !== undefined) {
      const variable = p.raw();
      p.pos += 2;
      const expression = parseValue(p);
      return { ...p.since(first), kind: 'assignment', variable, operator, expression };
    }
  }
  const expression = parseValue(p);
  const hasAlias = p.accept('AS') || ((p.isIdentifier() || p.isString()) && p.peek(1) !== ':');
  const alias = hasAlias ? parseAliasName(p) : undefined;
  return { ...p.since(first), kind: 'expression', expression, alias };
};

/** Index of the star of `a.b.*`; 0 if the name is something else. */
const starAfterName = (p: TokenStream): number => {
  for (let i = p.pos; ; i++) {
    const ahead = i - p.pos;
    if (p.peek(ahead) === '*' && p.peek(ahead - 1) === '.') return i;
    if (!(p.peek(ahead) === '.' || p.isIdentifier(ahead)) || (ahead > 0 && p.isIdentifier(ahead) && p.peek(ahead - 1) !== '.')) return 0;
  }
};

const parseAliasName = (p: TokenStream): string => {
  if (!p.isString()) return p.identifier();
  const name = p.value();
  if (name === '') throw p.error(1038);
  p.pos++;
  return name;
};

const ASSIGNMENTS: ReadonlyMap<string, AssignmentOperator> = new Map([
  ['=', '='],
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
  ['/=', '/'],
  ['%=', '%'],
  ['&=', '&'],
  ['|=', '|'],
  ['^=', '^'],
]);
/** The operator of `=`, `+=` and so on; undefined for any other word. */
export const assignmentOperator = (word: string): AssignmentOperator | undefined => ASSIGNMENTS.get(word);

// -- behind the query

/** expression [ASC|DESC], ... */
export const parseOrderItems = (p: TokenStream): OrderItem[] => {
  const items: OrderItem[] = [];
  do {
    const first = p.pos;
    const expression = parseValue(p);
    const descending = p.acceptAny('ASC', 'DESC') === 'DESC';
    items.push({ ...p.since(first), expression, descending });
  } while (p.accept(','));
  return items;
};

const ORDERED_ONLY_WITH_TOP: ReadonlySet<QueryContext> = new Set([
  'view',
  'inlineFunction',
  'derived',
  'commonTable',
  'subquery',
  'exists',
]);
const MAY_HAVE_HINTS: ReadonlySet<QueryContext> = new Set(['statement', 'insert', 'cursor']);

const finishQuery = (
  p: TokenStream,
  query: QueryExpression,
  commonTables: readonly CommonTableExpression[],
  first: number,
  context: QueryContext,
): SelectStatement => {
  const orderToken = p.pos;
  if (p.at('ORDER')) p.expectPair('ORDER', 'BY');
  const orderBy = p.pos > orderToken ? parseOrderItems(p) : [];
  let offset: Expression | undefined;
  let fetch: Expression | undefined;
  if (orderBy.length > 0 && p.accept('OFFSET')) {
    offset = parseValue(p);
    expectAny(p, 'ROWS', 'ROW');
    if (p.at('FETCH') && (p.peek(1) === 'NEXT' || p.peek(1) === 'FIRST')) {
      p.pos += 2;
      fetch = parseValue(p);
      expectAny(p, 'ROWS', 'ROW');
      p.expect('ONLY');
    }
  }
  const forClause = parseForClause(p);
  const options = MAY_HAVE_HINTS.has(context) && p.at('OPTION') ? parseQueryHints(p) : [];
  const top = query.kind === 'query' ? query.top : undefined;
  if (top && offset) p.defer(p.error(10741, first));
  if (top?.withTies && orderBy.length === 0) p.defer(p.error(1062, first));
  const isCut = top !== undefined || offset !== undefined || forClause !== undefined;
  if (orderBy.length > 0 && !isCut && ORDERED_ONLY_WITH_TOP.has(context)) p.defer(p.error(1033, orderToken));
  return { ...p.since(first), kind: 'select', with: commonTables, query, orderBy, offset, fetch, forClause, options };
};

const expectAny = (p: TokenStream, ...words: readonly string[]): void => {
  if (p.acceptAny(...words) === undefined) throw p.unexpected();
};
