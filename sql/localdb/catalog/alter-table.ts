// ALTER TABLE: from a definition and an action to a new definition and what must happen to the rows. Throws every error
// that needs no rows, as SQL Server does: 4901, 4917, 4922 after 5074, 4924, 3728 and 3733 before 3727, ...

import type { AlterTable, AlterTableAction } from '../parser/ast/index.ts';
import { notSupported, sqlError, sqlErrorAfter } from '../types/errors.ts';
import { alterColumn, alterColumnOption, dropColumn } from './alter-column.ts';
import type { BuildContext } from './build-context.ts';
import { extendTable } from './build-table.ts';
import { constraintsOf } from './database.ts';
import type { CheckConstraint, ForeignKey, TableDefinition } from './model.ts';
import type { Fill, TableChange } from './table-change.ts';
import { indexDifference, tableChange } from './table-change.ts';
import type { Column } from './model.ts';

type Action<K extends AlterTableAction['kind']> = Extract<AlterTableAction, { kind: K }>;

/** `isEmpty`: the table has no rows, so NOT NULL columns without a default may be added. */
export const alterTable = (context: BuildContext, table: TableDefinition, statement: AlterTable, isEmpty: boolean): TableChange => {
  const { action } = statement;
  const written = statement.name.join('.');
  switch (action.kind) {
    case 'add':
      return add(context, table, action, written, isEmpty);
    case 'alterColumn':
      return alterColumn(context, table, action);
    case 'alterColumnOption':
      return alterColumnOption(context, table, action, statement.line);
    case 'drop':
      return drop(context, table, action);
    case 'checkConstraint':
      return enableConstraints(context, table, action);
    case 'trigger':
      return enableTriggers(context, table, action);
    case 'noEffect':
      return tableChange(table);
    default:
      action satisfies never;
      throw notSupported('ALTER TABLE', statement.line);
  }
};

const fillOf = (column: Column, action: Action<'add'>): Fill => {
  if (column.computed) return column.computed.isStored ? 'computed' : 'null';
  if (column.identity) return 'identity';
  if (column.type.name === 'timestamp') return 'timestamp';
  if (!column.default) return 'null';
  const written = action.definition.columns.find((c) => c.name === column.name);
  const withValues = written?.constraints.some((c) => c.kind === 'default' && c.withValues) ?? false;
  return withValues || !column.isNullable ? 'default' : 'null';
};

const add = (context: BuildContext, table: TableDefinition, action: Action<'add'>, written: string, isEmpty: boolean): TableChange => {
  const validates = action.check ?? true;
  const definition = extendTable(context, { table, written, isNew: false }, action.definition, validates);
  const addedColumns = definition.columns.slice(table.columns.length).map((column) => ({ column, fill: fillOf(column, action) }));
  if (!isEmpty) {
    const bad = addedColumns.find(({ column, fill }) => fill === 'null' && !column.isNullable && !column.computed);
    if (bad) throw sqlError(4901, bad.column.name, table.name);
  }
  return tableChange(definition, {
    addedColumns,
    ...indexDifference(table, definition),
    checksToValidate: validates ? definition.checks.slice(table.checks.length) : [],
    foreignKeysToValidate: validates ? definition.foreignKeys.slice(table.foreignKeys.length) : [],
  });
};

const drop = (context: BuildContext, table: TableDefinition, action: Action<'drop'>): TableChange => {
  let definition = table;
  const droppedSlots: number[] = [];
  for (const item of action.items) {
    if (item.kind === 'constraint') {
      definition = dropConstraint(context, definition, item.name, item.ifExists);
      continue;
    }
    const dropped = dropColumn(context, definition, item.name, item.ifExists);
    if (!dropped) continue;
    definition = dropped.definition;
    droppedSlots.push(dropped.slot);
  }
  if (definition === table) return tableChange(table);
  return tableChange({ ...definition, modified: context.now }, { droppedSlots, ...indexDifference(table, definition) });
};

const dropConstraint = (context: BuildContext, table: TableDefinition, name: string, ifExists: boolean): TableDefinition => {
  const key = name.toLowerCase();
  const found = [...constraintsOf(table)].find((c) => c.name.toLowerCase() === key);
  if (!found) {
    if (ifExists) return table;
    const other = context.database.constraint(table.schema, name);
    throw sqlErrorAfter([other ? sqlError(3733, other.name, table.name) : sqlError(3728, name)], 3727);
  }
  switch (found.kind) {
    case 'check':
      return { ...table, checks: table.checks.filter((c) => c.id !== found.id) };
    case 'foreignKey':
      return { ...table, foreignKeys: table.foreignKeys.filter((k) => k.id !== found.id) };
    case 'default':
      return { ...table, columns: table.columns.map((c) => (c.id === found.columnId ? { ...c, default: undefined } : c)) };
    default: {
      const user = keyUser(
        context,
        table,
        found.index.keys.map((k) => k.slot),
      );
      const hasOtherKey = table.indexes.some(
        (i) =>
          i !== found.index &&
          i.isUnique &&
          !i.filter &&
          i.keys.length === found.index.keys.length &&
          i.keys.every((k) => found.index.keys.some((own) => own.slot === k.slot)),
      );
      if (user && !hasOtherKey) throw sqlErrorAfter([sqlError(3725, found.name, user.table.name, user.foreignKey.name)], 3727);
      return { ...table, indexes: table.indexes.filter((i) => i !== found.index) };
    }
  }
};

/** A foreign key that references these columns of the table. */
const keyUser = (
  context: BuildContext,
  table: TableDefinition,
  slots: readonly number[],
): { readonly table: TableDefinition; readonly foreignKey: ForeignKey } | undefined =>
  [
    ...context.database.foreignKeysTo(table.id),
    ...table.foreignKeys.filter((k) => k.referencedTableId === table.id).map((foreignKey) => ({ table, foreignKey })),
  ]
    // The table's own keys are taken from the definition as altered so far.
    .filter((user) => user.table.id !== table.id || table.foreignKeys.some((k) => k.id === user.foreignKey.id))
    .find(
      ({ foreignKey }) =>
        foreignKey.referencedColumns.length === slots.length && foreignKey.referencedColumns.every((slot) => slots.includes(slot)),
    );

const enableConstraints = (context: BuildContext, table: TableDefinition, action: Action<'checkConstraint'>): TableChange => {
  const wanted = action.names === 'all' ? undefined : new Set(action.names.map((n) => n.toLowerCase()));
  if (action.names !== 'all') {
    const all = [...constraintsOf(table)];
    for (const name of action.names) {
      const found = all.find((c) => c.name.toLowerCase() === name.toLowerCase());
      if (!found) throw sqlErrorAfter([sqlError(4917, name)], 4916);
      if (found.kind !== 'check' && found.kind !== 'foreignKey') throw sqlErrorAfter([sqlError(11415, found.name)], 4916);
    }
  }
  const change = <T extends CheckConstraint | ForeignKey>(c: T): T => {
    if (wanted && !wanted.has(c.name.toLowerCase())) return c;
    return { ...c, isDisabled: !action.enable, isNotTrusted: action.enable ? (action.validate ? false : c.isNotTrusted) : true };
  };
  const checks = table.checks.map(change);
  const foreignKeys = table.foreignKeys.map(change);
  const isValidated = action.enable && action.validate;
  return tableChange(
    { ...table, checks, foreignKeys, modified: context.now },
    {
      checksToValidate: isValidated ? checks.filter((c, i) => c !== table.checks[i]) : [],
      foreignKeysToValidate: isValidated ? foreignKeys.filter((k, i) => k !== table.foreignKeys[i]) : [],
    },
  );
};

const enableTriggers = (context: BuildContext, table: TableDefinition, action: Action<'trigger'>): TableChange => {
  const triggers = context.database.triggersOf(table.id);
  const isDisabled = !action.enable;
  if (action.names === 'all') return tableChange(table, { triggers: triggers.map(({ id }) => ({ id, isDisabled })) });
  return tableChange(table, {
    triggers: action.names.map((name) => {
      const found = triggers.find((t) => t.name.toLowerCase() === name.toLowerCase());
      if (!found) throw sqlError(4920, name, table.name);
      return { id: found.id, isDisabled };
    }),
  });
};
