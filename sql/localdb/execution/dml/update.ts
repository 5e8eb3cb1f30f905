// UPDATE: the rows and their new forms are collected first and written afterwards, so a statement never sees its own changes.

import type { Trigger } from '../../catalog/model.ts';
import type { Update } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { snapshot } from '../operators/joins.ts';
import type { StatementContext } from '../scope.ts';
import { compileAffected } from './affected-rows.ts';
import type { AffectedRows } from './affected-rows.ts';
import { compileCheckOption } from './check-option.ts';
import type { CompiledDml } from './compiled-dml.ts';
import { compileOutput } from './output.ts';
import type { Affected } from './output.ts';
import { compileTop } from './row-limit.ts';
import { compileSetList } from './set-list.ts';
import type { SetTarget } from './set-list.ts';
import { Writers } from './table-writer.ts';
import { bindTarget, viewRow, viewTrigger } from './target.ts';
import type { Target } from './target.ts';
import { tableNames } from './table-names.ts';
import { affectedNeeds, noteTarget } from './target-needs.ts';
import { fireAfter, fireInsteadOf, isRunning, viewShape } from './triggers.ts';
import { WriteRun } from './write-run.ts';

export const compileUpdate = (statement: Update, context: StatementContext): CompiledDml => {
  if (statement.set.some((s) => s.variable !== undefined)) context.assignsVariables = true;
  const affected = compileAffected(statement, context);
  const trigger = viewTrigger(affected.query, 'update');
  const { scope } = affected;
  if (trigger && affected.query?.view) {
    noteTarget(affected, affectedNeeds(statement), scope);
    return updateByTrigger(statement, affected, trigger);
  }
  const writers = new Writers(context);
  const named = statement.set.flatMap((s) => (s.column ? [s.column[s.column.length - 1] ?? ''] : []));
  for (const name of named)
    if (!affected.source.columns.some((c) => c.name.toLowerCase() === name.toLowerCase())) throw sqlError(207, name);
  const target = bindTarget(affected.source, affected.query, named, affected.origins, writers);
  const { writer } = target;
  noteTarget(target, affectedNeeds(statement), scope);
  const set = compileSetList(statement.set, setTarget(target), scope);
  const rules = writer.forUpdate(set.changed);
  const top = compileTop(statement.top, scope);
  const checkOption = compileCheckOption(target.query, affected.node.kind === 'table' ? affected.node : statement.target, scope);
  const output = compileOutput(statement.output, {
    statement: context,
    writers,
    writer,
    target,
    has: ['inserted', 'deleted'],
    hasAction: false,
    sources: affected.others,
  });
  const operator = affected.operator();
  const insteadOf = writer.triggers('update', 'insteadOf')[0];
  const after = writer.triggers('update', 'after');
  const kept = output && output.keptSlots.length > 0 ? output.keptSlots : undefined;
  return {
    output: output?.columns,
    *run(f, emit) {
      let olds: Row[] = [];
      let rows: Row[] = [];
      let others: Row[][] = [];
      const seen = affected.mayRepeat ? new Set<number>() : undefined;
      const most = top.most(f);
      if (most > 0) {
        yield* operator.run(f, (g) => {
          const old = target.row(g);
          if (old === undefined) return false;
          if (seen) {
            const id = old[0] as number;
            if (seen.has(id)) return false;
            seen.add(id);
          }
          const row = old.slice();
          set.apply(g, row);
          olds.push(old);
          rows.push(row);
          if (kept) others.push(snapshot(g, kept));
          return rows.length >= most;
        });
      }
      olds = top.cut(olds, f);
      rows = top.cut(rows, f);
      others = top.cut(others, f);
      const changed = { inserted: rows, deleted: olds, updatedColumns: set.columns };
      if (insteadOf && !isRunning(f, insteadOf)) {
        yield* fireInsteadOf(f, insteadOf, writer.definition, changed);
        return rows.length;
      }
      const run = new WriteRun(f, 'UPDATE');
      if (rows.length > 0) yield* run.update(writer, rules, olds, rows);
      if (checkOption) yield* checkOption(f, rows);
      if (output) yield* output.run(run, updated(olds, rows, kept && others), emit);
      yield* run.finish();
      if (after.length > 0) yield* fireAfter(f, after, writer.definition, changed);
      return rows.length;
    },
  };
};

function* updated(olds: readonly Row[], rows: readonly Row[], others: readonly Row[][] | undefined): Generator<Affected> {
  for (let i = 0; i < rows.length; i++) yield { inserted: rows[i], deleted: olds[i], action: 'UPDATE', kept: others?.[i] };
}

/** The target as a SET list sees it. */
export const setTarget = (target: Target): SetTarget => ({
  source: target.source,
  names: target.writer.names,
  defaultOf: (column) => target.writer.defaultOf(column),
  column: (name) => {
    const found = target.columns.find((c) => c.name.toLowerCase() === name.toLowerCase());
    if (!found) throw sqlError(207, name);
    if (!found.column)
      throw target.query?.kind === 'derived' ? sqlError(4421, target.query.name) : sqlError(4406, target.query?.name ?? '');
    return { column: found.column, current: found.scalar };
  },
});

const updateByTrigger = (statement: Update, affected: AffectedRows, trigger: Trigger): CompiledDml => {
  const { query, source, scope } = affected;
  if (!query?.view || !query.database) throw new Error('a trigger of no view');
  const shape = viewShape(query.view);
  if (statement.output?.items) throw sqlError(334, `${shape.schema}.${shape.name}`);
  const set = compileSetList(
    statement.set,
    {
      source,
      names: tableNames(shape, query.database),
      defaultOf: () => undefined,
      column: (name) => {
        const i = shape.columns.findIndex((c) => c.name.toLowerCase() === name.toLowerCase());
        const column = shape.columns[i];
        const current = source.columns[i]?.scalar;
        if (!column || !current) throw sqlError(207, name);
        return { column, current };
      },
    },
    scope,
  );
  const top = compileTop(statement.top, scope);
  const oldRow = viewRow(source);
  const operator = affected.operator();
  return {
    output: undefined,
    *run(f) {
      let deleted: Row[] = [];
      let inserted: Row[] = [];
      const most = top.most(f);
      if (most > 0) {
        yield* operator.run(f, (g) => {
          const old = oldRow(g);
          const row = old.slice();
          set.apply(g, row);
          deleted.push(old);
          inserted.push(row);
          return inserted.length >= most;
        });
      }
      deleted = top.cut(deleted, f);
      inserted = top.cut(inserted, f);
      yield* fireInsteadOf(f, trigger, shape, { inserted, deleted, updatedColumns: set.columns });
      return inserted.length;
    },
  };
};
