// Common table expressions: compiled where they are used; a recursive one runs its second part on the rows of the last step
// until there are none.

import type { CommonTableExpression, QueryExpression, SelectStatement, TableSource } from '../parser/ast/index.ts';
import type { Row } from '../storage/table-data.ts';
import { converter, isIdentityConversion } from '../types/convert.ts';
import { sqlError } from '../types/errors.ts';
import { intType } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { containsAggregate, some } from './ast-search.ts';
import { addQuery, queryColumnScalar, querySource } from './query-source.ts';
import type { JoinGroup } from './join-group.ts';
import { compileSelect } from './compile-select.ts';
import type { CompiledQuery, Emit } from './compile-select.ts';
import { runNow } from './frame.ts';
import type { Frame, Running } from './frame.ts';
import { iterated, queryRows } from './operators/rows.ts';
import { outputType } from './scalar.ts';
import { Scope } from './scope.ts';
import type { CteEntry, Source } from './scope.ts';

/** Makes the names of a WITH clause known to a scope; each sees those before it, and itself. */
export const registerCtes = (list: readonly CommonTableExpression[], scope: Scope): void => {
  if (list.length === 0) return;
  let visible = new Scope(scope.statement, scope.parent);
  visible.home = scope.home;
  for (const [name, entry] of scope.ctes) visible.ctes.set(name, entry);
  for (const definition of list) {
    const key = definition.name.toLowerCase();
    if (list.some((d) => d !== definition && d.name.toLowerCase() === key)) throw sqlError(239, definition.name);
    const own = new Scope(scope.statement, visible);
    own.home = scope.home;
    const entry: CteEntry = { definition, scope: own };
    own.ctes.set(key, entry);
    scope.ctes.set(key, entry);
    visible = own;
  }
};

/** Adds a common table expression to a FROM clause. */
export const cteSource = (entry: CteEntry, name: string, scope: Scope, group: JoinGroup): void => {
  const { definition } = entry;
  const inner = new Scope(scope.statement, entry.scope);
  inner.home = entry.scope.home;
  if (isRecursive(definition)) {
    const query = compileRecursive(entry);
    const slot = scope.statement.newSlot();
    scope.sources.push(querySource(query, slot, { name, columns: definition.columns }));
    group.units.push({
      kind: 'operator',
      operator: queryRows(query, slot),
      slots: 1n << BigInt(slot),
      requires: query.outerSlots,
      estimate: 100,
    });
    scope.noteOuter(query.outerSlots);
    return;
  }
  addQuery(definition.query, { name, columns: definition.columns }, inner, scope, group, 'cte');
};

// -- recursion

const isRecursive = (d: CommonTableExpression): boolean => mentionsInSelect(d.query, d.name.toLowerCase());

const mentionsInSelect = (select: SelectStatement, name: string): boolean =>
  !select.with.some((w) => w.name.toLowerCase() === name) && mentions(select.query, name);

const mentions = (q: QueryExpression, name: string): boolean => {
  if (q.kind === 'setOperation') return mentions(q.left, name) || mentions(q.right, name);
  if (q.kind === 'parenthesised') return mentionsInSelect(q.query, name);
  return q.from.some((s) => sourceMentions(s, name));
};

const sourceMentions = (s: TableSource, name: string): boolean => {
  switch (s.kind) {
    case 'table':
      return s.name.length === 1 && (s.name[0] ?? '').toLowerCase() === name;
    case 'join':
      return sourceMentions(s.left, name) || sourceMentions(s.right, name);
    case 'derived':
      return mentionsInSelect(s.query, name);
    case 'pivot':
    case 'unpivot':
      return sourceMentions(s.source, name);
    default:
      return false;
  }
};

/** The parts of the UNION ALLs: those that do not mention the name, and those that do. */
const split = (definition: CommonTableExpression): { anchors: QueryExpression[]; steps: QueryExpression[] } => {
  const name = definition.name.toLowerCase();
  const anchors: QueryExpression[] = [];
  const steps: QueryExpression[] = [];
  const visit = (q: QueryExpression): void => {
    if (q.kind === 'setOperation' && mentions(q, name)) {
      if (q.operator !== 'unionAll') {
        if (mentions(q.right, name)) throw sqlError(252, definition.name);
      } else {
        visit(q.left);
        visit(q.right);
        return;
      }
    }
    (mentions(q, name) ? steps : anchors).push(q);
  };
  visit(definition.query.query);
  if (definition.query.query.kind !== 'setOperation') throw sqlError(252, definition.name);
  if (anchors.length === 0) throw sqlError(246, definition.name);
  return { anchors, steps };
};

const compilePart = (q: QueryExpression, entry: CteEntry): CompiledQuery => {
  const scope = new Scope(entry.scope.statement, entry.scope);
  const span = { start: q.start, end: q.end, line: q.line };
  const select: SelectStatement =
    q.kind === 'parenthesised' ? q.query : { ...span, kind: 'select', with: [], query: q, orderBy: [], options: [] };
  const compiled = compileSelect(select, scope, { isNested: true });
  entry.scope.outerSlots |= scope.outerSlots;
  return compiled;
};

const compileRecursive = (entry: CteEntry): CompiledQuery => {
  const { definition } = entry;
  const { statement } = entry.scope;
  const { anchors, steps } = split(definition);
  for (const step of steps) checkStep(step, definition.name);
  const anchorQueries = anchors.map((a) => compilePart(a, entry));
  const [first] = anchorQueries;
  if (!first) throw sqlError(252, definition.name);
  const names = definition.columns ?? first.columns.map((c) => c.name);
  // The anchor's types are the result's; columns may become NULL in later steps.
  const columns = first.columns.map((c, i) => ({ ...c, type: outputType(c.type, intType), name: names[i] ?? c.name, isNullable: true }));
  const cache = statement.newCache();
  statement.unknownSources++;
  entry.recursion = {
    isReferenced: false,
    makeSource: () => {
      const slot = statement.newSlot();
      const source: Source = {
        name: definition.name,
        qualifier: [],
        columns: columns.map((c, i) => ({ name: c.name, scalar: queryColumnScalar(c, slot, i) })),
      };
      return { source, operator: iterated(slot, (f) => f.cache[cache] as Row[]) };
    },
  };
  const stepQueries = steps.map((s) => compilePart(s, entry));
  entry.recursion = undefined;
  for (const s of [...anchorQueries, ...stepQueries]) if (s.columns.length !== columns.length) throw sqlError(205);
  const convert = stepQueries.map((s) =>
    s.columns.map((c, i) => {
      const target = columns[i];
      if (!target || c.type.name === 'null' || isIdentityConversion(c.type, target.type)) {
        if (
          target &&
          c.type.name !== 'null' &&
          (c.type.name !== target.type.name || c.type.length !== target.type.length || c.type.scale !== target.type.scale)
        )
          throw sqlError(240, target.name, definition.name);
        return undefined;
      }
      if (c.type.name !== target.type.name || c.type.length !== target.type.length || c.type.precision !== target.type.precision)
        throw sqlError(240, target.name, definition.name);
      return converter(c.type, target.type);
    }),
  );
  const limit = statement.maxRecursion;
  function* run(f: Frame, emit: Emit): Running<boolean> {
    let level: Value[][] = [];
    let isStopped = false;
    for (const anchor of anchorQueries) {
      isStopped = yield* anchor.run(f, (g, values) => {
        level.push(values);
        return emit(g, values.slice());
      });
      if (isStopped) return true;
    }
    for (let depth = 1; level.length > 0; depth++) {
      const previous = level;
      level = [];
      for (let s = 0; s < stepQueries.length; s++) {
        const converters = convert[s] as (ReturnType<typeof converter> | undefined)[];
        f.cache[cache] = previous;
        isStopped = yield* (stepQueries[s] as CompiledQuery).run(f, (g, values) => {
          if (limit > 0 && depth > limit) throw sqlError(530, limit);
          for (let i = 0; i < converters.length; i++) {
            const c = converters[i];
            const v = values[i] as Value;
            if (c && v !== null) values[i] = c(v, g.session);
          }
          level.push(values);
          return emit(g, values.slice());
        });
        if (isStopped) return true;
      }
    }
    return false;
  }
  const now = (f: Frame, emit: Emit): boolean => runNow(run(f, emit));
  return {
    columns,
    outerSlots: [...anchorQueries, ...stepQueries].reduce((m, q) => m | q.outerSlots, 0n),
    estimate: 100,
    run,
    runNow: now,
    exists: (f) => now(f, () => true),
  };
};

/** How often a source of FROM names it. */
const countMentions = (s: TableSource, name: string): number =>
  s.kind === 'join' ? countMentions(s.left, name) + countMentions(s.right, name) : sourceMentions(s, name) ? 1 : 0;

/** Whether a subquery of the part's expressions names it. */
const inSubqueries = (q: Extract<QueryExpression, { kind: 'query' }>, name: string): boolean => {
  const expressions = [...q.items.flatMap((i) => (i.kind === 'star' ? [] : [i.expression])), ...(q.where ? [q.where] : [])];
  return expressions.some((e) =>
    some(
      e,
      (part) =>
        (part.kind === 'subquery' || part.kind === 'exists' || part.kind === 'inQuery' || part.kind === 'quantified') &&
        mentionsInSelect(part.query, name),
    ),
  );
};

/** What a recursive part may not have. */
const checkStep = (q: QueryExpression, name: string): void => {
  if (q.kind !== 'query') return;
  const references = q.from.reduce((n, s) => n + countMentions(s, name.toLowerCase()), 0);
  if (references > 1) throw sqlError(253, name);
  if (references === 0 || inSubqueries(q, name.toLowerCase())) throw sqlError(465);
  if (q.distinct) throw sqlError(460, name);
  if (q.top) throw sqlError(461, name);
  if (q.groupBy || q.having || q.items.some((i) => i.kind === 'expression' && containsAggregate(i.expression))) throw sqlError(467, name);
  const outer = (s: TableSource): boolean =>
    s.kind === 'join' &&
    ((s.type === 'left' && sourceMentions(s.right, name.toLowerCase())) ||
      (s.type === 'right' && sourceMentions(s.left, name.toLowerCase())) ||
      s.type === 'full' ||
      outer(s.left) ||
      outer(s.right));
  if (q.from.some(outer)) throw sqlError(462, name);
};
