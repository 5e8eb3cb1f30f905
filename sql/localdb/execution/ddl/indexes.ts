// CREATE, ALTER and DROP INDEX, and statistics, which the planner does without.

import { createIndex as buildIndex, dropIndex as withoutIndex } from '../../catalog/build-index.ts';
import { qualifiedName } from '../../catalog/build-context.ts';
import { nowTicks } from '../../catalog/catalog-clock.ts';
import { columnNamesOf } from '../../catalog/expression-columns.ts';
import type { IndexDefinition, TableDefinition } from '../../catalog/model.ts';
import { indexDifference, tableChange } from '../../catalog/table-change.ts';
import type { AlterIndex, CreateIndex, CreateStatistics, DropIndex, UpdateStatistics } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { applyChange, withIndexes } from './apply-change.ts';
import { buildContext } from './table-instance.ts';
import { changeCatalog, isTemporaryName, lockTable } from './targets.ts';
import type { TableTarget } from './targets.ts';

function* tableOf(name: readonly string[], line: number, module: CompiledModule, call: CallFrame): Running<TableTarget> {
  return yield* lockTable(name, module, call, {
    missing: () => sqlError(1088, name.join('.')),
    notTable: (object) => (object.kind === 'view' ? notSupported('An indexed view', line) : sqlError(1088, name.join('.'))),
  });
}

function* useDefinition(
  transaction: Transaction,
  definition: TableDefinition,
  target: TableTarget,
  module: CompiledModule,
  call: CallFrame,
): Running<void> {
  yield* applyChange(transaction, tableChange(definition, indexDifference(target.table.definition, definition)), target, module, call);
}

export function* createIndex(s: CreateIndex, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const target = yield* tableOf(s.table, s.line, module, call);
    const { definition } = target.table;
    if (s.where) {
      const names = columnNamesOf(s.where);
      const computed = definition.columns.find((c) => c.computed && names.has(c.name.toLowerCase()));
      if (computed) throw sqlError(10609, 'index', s.name, s.table.join('.'), computed.name);
    }
    const context = buildContext(module, 'CREATE INDEX', { isTemporary: isTemporaryName(s.table), database: target.database });
    yield* useDefinition(transaction, buildIndex(context, definition, s), target, module, call);
  });
}

export function* alterIndex(s: AlterIndex, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const target = yield* tableOf(s.table, s.line, module, call);
    const { definition } = target.table;
    const key = s.name.toLowerCase();
    const chosen = key === 'all' ? definition.indexes : definition.indexes.filter((i) => i.name.toLowerCase() === key);
    if (chosen.length === 0 && key !== 'all') throw sqlError(2727, s.name);
    if (s.action === 'set') return;
    if (s.action === 'reorganize') {
      const disabled = chosen.find((i) => i.isDisabled);
      if (disabled) throw sqlError(1973, disabled.name, qualifiedName(definition));
      return;
    }
    const isDisabled = s.action === 'disable';
    if (isDisabled) for (const index of chosen) checkMayDisable(index, definition, target, s.line);
    if (chosen.every((i) => i.isDisabled === isDisabled)) return;
    const indexes = definition.indexes.map((i) => (chosen.includes(i) && i.isDisabled !== isDisabled ? { ...i, isDisabled } : i));
    const changed = withIndexes(definition, indexes, nowTicks());
    const droppedIndexes = isDisabled ? chosen.map((i) => i.name) : [];
    yield* applyChange(
      transaction,
      tableChange(changed, { indexesToBuild: indexes.filter((i) => !definition.indexes.includes(i) && !i.isDisabled), droppedIndexes }),
      target,
      module,
      call,
    );
  });
}

/** A disabled clustered index takes the table away, and a disabled key the foreign keys that refer to it: neither is here. */
const checkMayDisable = (index: IndexDefinition, definition: TableDefinition, target: TableTarget, line: number): void => {
  if (index.isClustered) throw notSupported('Disabling a clustered index', line);
  if (isReferenced(index, definition, target)) throw notSupported('Disabling an index that a foreign key refers to', line);
};

/** Whether a foreign key needs the index, because no other key has the same columns. */
const isReferenced = (index: IndexDefinition, definition: TableDefinition, target: TableTarget): boolean => {
  if (!index.isUnique || index.filter) return false;
  const covers = (other: IndexDefinition, slots: readonly number[]): boolean =>
    other.isUnique &&
    !other.filter &&
    !other.isDisabled &&
    other.keys.length === slots.length &&
    other.keys.every((k) => slots.includes(k.slot));
  return target.database
    .foreignKeysTo(definition.id)
    .some(
      ({ foreignKey }) =>
        covers(index, foreignKey.referencedColumns) &&
        !definition.indexes.some((other) => other !== index && covers(other, foreignKey.referencedColumns)),
    );
};

export function* dropIndex(s: DropIndex, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    for (const { name, table } of s.items) {
      const written = table.join('.');
      const missing = (): Error => sqlError(3701, 'index', `${written}.${name}`);
      let target: TableTarget;
      try {
        target = yield* lockTable(table, module, call, { missing, notTable: missing });
      } catch (error) {
        if (s.ifExists && error instanceof Error && 'number' in error && error.number === 3701) continue;
        throw error;
      }
      const { definition } = target.table;
      const index = definition.indexes.find((i) => i.name.toLowerCase() === name.toLowerCase());
      if (!index && s.ifExists) continue;
      if (index && !index.constraint && isReferenced(index, definition, target))
        throw sqlError(3723, `${written}.${index.name}`, 'FOREIGN KEY');
      yield* useDefinition(transaction, withoutIndex(definition, name, written, nowTicks()), target, module, call);
    }
  });
}

/** Statistics are accepted for tables that are there, and leave nothing behind. */
export function* statistics(s: CreateStatistics | UpdateStatistics, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* () {
    yield* lockTable(s.table, module, call, {
      missing: () => sqlError(1088, s.table.join('.')),
      notTable: () => sqlError(1088, s.table.join('.')),
    });
  });
}
