// DELETE: the rows are collected first and deleted afterwards.

import type { Trigger } from '../../catalog/model.ts';
import type { Delete } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { snapshot } from '../operators/joins.ts';
import type { StatementContext } from '../scope.ts';
import { compileAffected } from './affected-rows.ts';
import type { AffectedRows } from './affected-rows.ts';
import type { CompiledDml } from './compiled-dml.ts';
import { compileOutput } from './output.ts';
import type { Affected } from './output.ts';
import { compileTop } from './row-limit.ts';
import { Writers } from './table-writer.ts';
import { bindTarget, viewRow, viewTrigger } from './target.ts';
import { affectedNeeds, noteTarget } from './target-needs.ts';
import { fireAfter, fireInsteadOf, isRunning, NO_COLUMNS, viewShape } from './triggers.ts';
import { WriteRun } from './write-run.ts';

export const compileDelete = (statement: Delete, context: StatementContext): CompiledDml => {
  const affected = compileAffected(statement, context);
  const trigger = viewTrigger(affected.query, 'delete');
  if (trigger) {
    noteTarget(affected, affectedNeeds(statement), affected.scope);
    return deleteByTrigger(statement, affected, trigger);
  }
  const writers = new Writers(context);
  const target = bindTarget(affected.source, affected.query, undefined, affected.origins, writers);
  const { writer } = target;
  noteTarget(target, affectedNeeds(statement), affected.scope);
  const rules = writer.forDelete();
  const top = compileTop(statement.top, affected.scope);
  const output = compileOutput(statement.output, {
    statement: context,
    writers,
    writer,
    target,
    has: ['deleted'],
    hasAction: false,
    sources: affected.others,
  });
  const operator = affected.operator();
  const insteadOf = writer.triggers('delete', 'insteadOf')[0];
  const after = writer.triggers('delete', 'after');
  const kept = output && output.keptSlots.length > 0 ? output.keptSlots : undefined;
  return {
    output: output?.columns,
    *run(f, emit) {
      let rows: Row[] = [];
      let others: Row[][] = [];
      const seen = affected.mayRepeat ? new Set<number>() : undefined;
      const most = top.most(f);
      if (most > 0) {
        yield* operator.run(f, (g) => {
          const row = target.row(g);
          if (row === undefined) return false;
          if (seen) {
            const id = row[0] as number;
            if (seen.has(id)) return false;
            seen.add(id);
          }
          rows.push(row);
          if (kept) others.push(snapshot(g, kept));
          return rows.length >= most;
        });
      }
      rows = top.cut(rows, f);
      others = top.cut(others, f);
      const changed = { inserted: [], deleted: rows, updatedColumns: NO_COLUMNS };
      if (insteadOf && !isRunning(f, insteadOf)) {
        yield* fireInsteadOf(f, insteadOf, writer.definition, changed);
        return rows.length;
      }
      const run = new WriteRun(f, 'DELETE');
      yield* run.delete(writer, rules, rows);
      if (output) yield* output.run(run, deleted(rows, kept && others), emit);
      yield* run.finish();
      if (after.length > 0) yield* fireAfter(f, after, writer.definition, changed);
      return rows.length;
    },
  };
};

function* deleted(rows: readonly Row[], others: readonly Row[][] | undefined): Generator<Affected> {
  for (let i = 0; i < rows.length; i++) yield { inserted: undefined, deleted: rows[i], action: 'DELETE', kept: others?.[i] };
}

const deleteByTrigger = (statement: Delete, affected: AffectedRows, trigger: Trigger): CompiledDml => {
  const { query, source } = affected;
  if (!query?.view) throw new Error('a trigger of no view');
  const shape = viewShape(query.view);
  if (statement.output?.items) throw sqlError(334, `${shape.schema}.${shape.name}`);
  const top = compileTop(statement.top, affected.scope);
  const rowOf = viewRow(source);
  const operator = affected.operator();
  return {
    output: undefined,
    *run(f) {
      let rows: Row[] = [];
      const most = top.most(f);
      if (most > 0) {
        yield* operator.run(f, (g) => {
          rows.push(rowOf(g));
          return rows.length >= most;
        });
      }
      rows = top.cut(rows, f);
      yield* fireInsteadOf(f, trigger, shape, { inserted: [], deleted: rows, updatedColumns: NO_COLUMNS });
      return rows.length;
    },
  };
};
