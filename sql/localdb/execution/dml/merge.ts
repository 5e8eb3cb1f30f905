// MERGE: source rows are joined to the target's, the first clause that fits decides what happens to each pair, and all is
// written once every row has been looked at: deletions first, then updates, then insertions.

import type { Column } from '../../catalog/model.ts';
import type { Merge, MergeClause, TableSource } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { SqlError, sqlError } from '../../types/errors.ts';
import { compileCondition } from '../compile-condition.ts';
import { compileExpression } from '../compile-expression.ts';
import { compileFrom } from '../compile-from.ts';
import { newGroup } from '../join-group.ts';
import { registerCtes } from '../cte.ts';
import type { Evaluate, Frame, Running, Test } from '../frame.ts';
import { planGroup } from '../join-planner.ts';
import { NULL_ROW, snapshot } from '../operators/joins.ts';
import type { Operator } from '../operators/operator.ts';
import { Scope } from '../scope.ts';
import type { StatementContext } from '../scope.ts';
import { beginSequenceRow } from '../sequence-value.ts';
import { compileCheckOption } from './check-option.ts';
import { assigned } from './column-value.ts';
import type { CompiledDml } from './compiled-dml.ts';
import { checkCount, checkIdentityInsert, insertColumns, rowMaker } from './insert-columns.ts';
import { compileOutput } from './output.ts';
import type { Affected } from './output.ts';
import { RowOrigins } from './row-origins.ts';
import { compileTop } from './row-limit.ts';
import { compileSetList } from './set-list.ts';
import type { SetRow } from './set-list.ts';
import { Writers } from './table-writer.ts';
import type { TableWriter } from './table-writer.ts';
import { bindTarget, queryTarget, sourceNamed } from './target.ts';
import type { Target } from './target.ts';
import { noteTarget } from './target-needs.ts';
import { allColumns, fireAfter, NO_COLUMNS } from './triggers.ts';
import { setTarget } from './update.ts';
import { WriteRun } from './write-run.ts';

type Apply =
  | { readonly kind: 'update'; readonly set: SetRow }
  | { readonly kind: 'delete' }
  | { readonly kind: 'insert'; readonly make: (f: Frame) => Row };
interface Clause {
  readonly test: Test | undefined;
  readonly apply: Apply;
}

/** What happens to a row; `old` and `row` as in inserted and deleted. */
interface Change {
  readonly kind: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly old: Row | undefined;
  readonly row: Row | undefined;
  readonly kept: Row[] | undefined;
}

/** The clauses with what they set, all of one target. */
interface Sides {
  readonly matched: readonly Clause[];
  readonly notMatchedByTarget: readonly Clause[];
  readonly notMatchedBySource: readonly Clause[];
}

/** A clause without match sees one side only; naming the other is 5333 (only the source is seen) or 5334 (only the target). */
const namingOtherSide = <T>(clause: MergeClause, scope: Scope, compile: () => T): T => {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof SqlError) || error.number !== 4104 || clause.when === 'matched') throw error;
    const name = /"(.*)"/.exec(error.message)?.[1] ?? '';
    const table = name.split('.').at(-2)?.toLowerCase();
    if (!scope.sources.some((s) => s.name.toLowerCase() === table)) throw error;
    throw sqlError(clause.when === 'notMatchedByTarget' ? 5333 : 5334, name);
  }
};

export const compileMerge = (statement: Merge, context: StatementContext): CompiledDml => {
  if (statement.clauses.some((c) => c.action.kind === 'update' && c.action.set.some((s) => s.variable !== undefined)))
    context.assignsVariables = true;
  const scope = new Scope(context);
  registerCtes(statement.with, scope);
  const targetNode = targetSource(statement);
  const exposed = { exposed: statement.alias ?? statement.target.name[statement.target.name.length - 1] ?? '', node: targetNode };
  const query = queryTarget(targetNode, scope);
  const origins = new RowOrigins(context);
  if (query) context.rowTracker = origins;
  context.writtenNode = targetNode;
  const group = newGroup();
  const writers = new Writers(context);
  const unmatched = statement.clauses.some((c) => c.when === 'notMatchedBySource') ? withCtes(scope) : undefined;
  const targetGroup = newGroup();
  try {
    const { start, end, line } = statement;
    compileFrom(
      [{ start, end, line, kind: 'join', type: 'left', left: statement.using, right: targetNode, on: statement.on }],
      scope,
      group,
    );
    if (unmatched) compileFrom([targetNode], unmatched, targetGroup);
  } finally {
    context.rowTracker = undefined;
  }
  const source = sourceNamed(scope, exposed);
  const target = bindTarget(source, query, [], origins, writers);
  const alone = unmatched && bindTarget(sourceNamed(unmatched, exposed), query, [], origins, writers);
  const { writer } = target;
  const others = scope.sources.filter((s) => s !== source);
  const changed = new Set<number>();
  const columnIds = new Set<number>();
  let hasIdentity = false;
  const compileClause = (clause: MergeClause): Clause => {
    const where = clauseScope(clause, scope, others, unmatched);
    const test = clause.condition && compileCondition(clause.condition, where).test;
    const { action } = clause;
    switch (action.kind) {
      case 'delete':
        return { test, apply: { kind: 'delete' } };
      case 'update': {
        const set = compileSetList(action.set, setTarget(clause.when === 'notMatchedBySource' && alone ? alone : target), where);
        for (const slot of set.changed) changed.add(slot);
        for (const id of set.columns) columnIds.add(id);
        return { test, apply: { kind: 'update', set: set.apply } };
      }
      case 'insert': {
        const made = compileInsertAction(action, target, where);
        hasIdentity ||= made.hasIdentity;
        return { test, apply: { kind: 'insert', make: made.make } };
      }
    }
  };
  const clausesOf = (when: MergeClause['when']): Clause[] =>
    statement.clauses.filter((c) => c.when === when).map((c) => namingOtherSide(c, scope, () => compileClause(c)));
  const sides: Sides = {
    matched: clausesOf('matched'),
    notMatchedByTarget: clausesOf('notMatchedByTarget'),
    notMatchedBySource: clausesOf('notMatchedBySource'),
  };
  const kinds = new Set(statement.clauses.map((c) => c.action.kind));
  refuseInsteadOf(writer, kinds);
  noteTarget(target, ['SELECT', ...[...kinds].map((k) => k.toUpperCase())], scope);
  const insertRules = kinds.has('insert') ? writer.forInsert() : undefined;
  const updateRules = kinds.has('update') ? writer.forUpdate(changed) : undefined;
  const deleteRules = kinds.has('delete') ? writer.forDelete() : undefined;
  const top = compileTop(statement.top, scope);
  const checkOption = compileCheckOption(query, statement.target, scope);
  const output = compileOutput(statement.output, {
    statement: context,
    writers,
    writer,
    target,
    has: ['inserted', 'deleted'],
    hasAction: true,
    sources: others,
  });
  const keptSlots = output && output.keptSlots.length > 0 ? output.keptSlots : undefined;
  const reader: Reader = {
    joined: planGroup(group, 0n, context),
    target,
    alone: unmatched && alone && { operator: planGroup(targetGroup, 0n, context), target: alone },
    sides,
    keptSlots,
  };
  const explicit = { explicitIdentity: hasIdentity, setsIdentity: writer.identity !== undefined };
  return {
    output: output?.columns,
    *run(f, emit) {
      if (insertRules) checkIdentityInsert(f, writer, hasIdentity);
      const changes = top.cut(yield* readChanges(reader, f, top.most(f)), f);
      const deleted = changes.filter((c) => c.kind === 'DELETE').map((c) => c.old as Row);
      const updates = changes.filter((c) => c.kind === 'UPDATE');
      const olds = updates.map((c) => c.old as Row);
      const rows = updates.map((c) => c.row as Row);
      let inserted = changes.filter((c) => c.kind === 'INSERT').map((c) => c.row as Row);
      const run = new WriteRun(f, 'MERGE');
      if (deleteRules && deleted.length > 0) yield* run.delete(writer, deleteRules, deleted);
      if (updateRules && rows.length > 0) yield* run.update(writer, updateRules, olds, rows);
      if (insertRules && inserted.length > 0) inserted = yield* run.insert(writer, insertRules, inserted, explicit);
      if (checkOption) yield* checkOption(f, [...rows, ...inserted]);
      if (output) yield* output.run(run, affected(changes), emit);
      yield* run.finish();
      if (kinds.has('insert'))
        yield* fireAfter(f, writer.triggers('insert', 'after'), writer.definition, {
          inserted,
          deleted: [],
          updatedColumns: allColumns(writer.definition),
        });
      if (kinds.has('update'))
        yield* fireAfter(f, writer.triggers('update', 'after'), writer.definition, {
          inserted: rows,
          deleted: olds,
          updatedColumns: columnIds,
        });
      if (kinds.has('delete'))
        yield* fireAfter(f, writer.triggers('delete', 'after'), writer.definition, { inserted: [], deleted, updatedColumns: NO_COLUMNS });
      return changes.length;
    },
  };
};

const targetSource = (statement: Merge): TableSource => {
  const { target, alias } = statement;
  const span = { start: target.start, end: target.end, line: target.line };
  const named = alias === undefined ? {} : { alias };
  return target.kind === 'variable'
    ? { ...span, kind: 'tableVariable', name: target.name[0] ?? '', hints: target.hints, ...named }
    : { ...span, kind: 'table', name: target.name, hints: target.hints, ...named };
};

const refuseInsteadOf = (writer: TableWriter, kinds: ReadonlySet<'insert' | 'update' | 'delete'>): void => {
  for (const kind of kinds) if (writer.triggers(kind, 'insteadOf').length > 0) throw sqlError(5316, writer.names.short);
};

/** A scope beside another one, with the same common table expressions. */
const withCtes = (scope: Scope): Scope => {
  const beside = new Scope(scope.statement);
  for (const [name, entry] of scope.ctes) beside.ctes.set(name, entry);
  return beside;
};

/** A clause sees both sides when they match, otherwise the one that is there. */
const clauseScope = (clause: MergeClause, scope: Scope, others: Scope['sources'], unmatched: Scope | undefined): Scope => {
  if (clause.when === 'matched') return scope;
  if (clause.when === 'notMatchedBySource') return unmatched ?? scope;
  const sourceOnly = withCtes(scope);
  sourceOnly.sources.push(...others);
  return sourceOnly;
};

const compileInsertAction = (
  action: Extract<MergeClause['action'], { kind: 'insert' }>,
  target: Target,
  scope: Scope,
): { make: (f: Frame) => Row; hasIdentity: boolean } => {
  const { writer } = target;
  const columns = insertColumns(target.columns, action.columns, () => sqlError(4406, target.query?.name ?? ''));
  const { given } = columns;
  const givenValue = (column: Column, i: number): Evaluate | undefined => {
    const e = action.values?.[i];
    if (e && e.kind !== 'default') {
      if (column.type.name === 'timestamp') throw sqlError(273);
      return assigned(compileExpression(e, scope), column, writer.names);
    }
    beginSequenceRow(scope.statement);
    return column.type.name === 'timestamp' ? undefined : writer.defaultOf(column);
  };
  if (action.values) checkCount(columns, action.values.length, 'values', writer.definition, writer.names);
  beginSequenceRow(scope.statement);
  const values = given.map((column, i) => ({ slot: column.slot, evaluate: givenValue(column, i) }));
  const maker = rowMaker(writer, given);
  return {
    hasIdentity: columns.hasIdentity,
    make: (f) => {
      const row = maker.make();
      for (const { slot, evaluate } of values) row[slot] = evaluate ? evaluate(f) : null;
      maker.fill(f, row);
      return row;
    },
  };
};

// -- reading

interface Reader {
  /** Source rows with the target rows that match them, or none. */
  readonly joined: Operator;
  readonly target: Target;
  /** The target by itself, when rows without a source matter. */
  readonly alone: { readonly operator: Operator; readonly target: Target } | undefined;
  readonly sides: Sides;
  readonly keptSlots: readonly number[] | undefined;
}

const firstFitting = (clauses: readonly Clause[], f: Frame): Clause | undefined => {
  for (const clause of clauses) if (clause.test === undefined || clause.test(f) === true) return clause;
  return undefined;
};

function* readChanges(reader: Reader, f: Frame, most: number): Running<Change[]> {
  const { joined, target, alone, sides, keptSlots } = reader;
  const changes: Change[] = [];
  if (most === 0) return changes;
  const matched = new Set<number>();
  const changed = new Set<number>();
  const add = (clause: Clause, g: Frame, old: Row | undefined, kept: Row[] | undefined): void => {
    const { apply } = clause;
    if (apply.kind === 'insert') {
      changes.push({ kind: 'INSERT', old: undefined, row: apply.make(g), kept });
      return;
    }
    if (!old) return;
    const id = old[0] as number;
    if (changed.has(id)) throw sqlError(8672);
    changed.add(id);
    if (apply.kind === 'delete') {
      changes.push({ kind: 'DELETE', old, row: undefined, kept });
      return;
    }
    const row = old.slice();
    apply.set(g, row);
    changes.push({ kind: 'UPDATE', old, row, kept });
  };
  yield* joined.run(f, (g) => {
    const old = target.row(g);
    if (old && alone) matched.add(old[0] as number);
    const clause = firstFitting(old ? sides.matched : sides.notMatchedByTarget, g);
    if (clause) add(clause, g, old, keptSlots && snapshot(g, keptSlots));
    return !alone && changes.length >= most;
  });
  if (alone && changes.length < most) {
    const missing = keptSlots?.map(() => NULL_ROW);
    yield* alone.operator.run(f, (g) => {
      const old = alone.target.row(g);
      if (!old || matched.has(old[0] as number)) return false;
      const clause = firstFitting(sides.notMatchedBySource, g);
      if (clause) add(clause, g, old, missing);
      return changes.length >= most;
    });
  }
  return changes.length > most ? changes.slice(0, most) : changes;
}

function* affected(changes: readonly Change[]): Generator<Affected> {
  for (const c of changes) yield { inserted: c.row, deleted: c.old, action: c.kind, kept: c.kept };
}
