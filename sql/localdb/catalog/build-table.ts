// Table definitions from CREATE TABLE, DECLARE @t TABLE, CREATE TYPE and ALTER TABLE ADD: columns and constraints are
// added to a definition, which for a new table is an empty one. Every rule that needs no rows is checked here.

import type { ColumnDefinition, ConstraintDefinition, TableDefinition as WrittenTable } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { typeFacts } from '../types/resolve-type.ts';
import { buildColumn, buildComputedColumn, buildDefault } from './build-column.ts';
import type { BuildContext, BuildTarget } from './build-context.ts';
import { findColumn } from './build-context.ts';
import { addForeignKey } from './build-foreign-key.ts';
import { addInlineIndex, addKey, constraintFailed } from './build-index.ts';
import { constraintName } from './constraint-name.ts';
import { constraintsOf } from './database.ts';
import { columnNamesOf } from './expression-columns.ts';
import type { CheckConstraint, Column, TableDefinition } from './model.ts';
import { printDefinition } from './print-expression.ts';

const MAX_COLUMNS = 1024;
const MAX_ROW_BYTES = 8060;

export interface NewTable {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** The name as the statement wrote it, for messages; absent: the name alone. */
  readonly written?: string;
  readonly storage: TableDefinition['storage'];
}

/** The definition of a new table. That its name is free (2714) is the caller's check. */
export const buildTable = (context: BuildContext, table: NewTable, definition: WrittenTable): TableDefinition => {
  const empty: TableDefinition = {
    kind: 'table',
    id: table.id,
    schema: table.schema,
    name: table.name,
    created: context.now,
    modified: context.now,
    columns: [],
    width: 1,
    indexes: [],
    checks: [],
    foreignKeys: [],
    triggers: [],
    nextColumnId: 1,
    storage: table.storage,
  };
  return extendTable(context, { table: empty, written: table.written ?? table.name, isNew: true }, definition, true);
};

/** The definition with columns, constraints and indexes added. `validates` is false under WITH NOCHECK. */
export const extendTable = (context: BuildContext, target: BuildTarget, definition: WrittenTable, validates: boolean): TableDefinition => {
  const withColumns = addColumns(context, target, definition);
  let table = withColumns;
  const at = (): BuildTarget => ({ ...target, table });
  const all = allConstraints(definition, withColumns);
  checkColumnConstraints(definition, table.name);

  // Keys first: foreign keys of the table may reference them, whatever the order of writing.
  const claimsClustered =
    definition.indexes.some((i) => i.clustered) ||
    all.some(({ constraint: c }) => (c.kind === 'unique' && c.clustered === true) || (c.kind === 'primaryKey' && c.clustered === true));
  const primaryFirst = [
    ...all.filter(({ constraint }) => constraint.kind === 'primaryKey'),
    ...all.filter(({ constraint }) => constraint.kind === 'unique'),
  ];
  for (const { constraint, column } of primaryFirst) {
    if (constraint.kind === 'primaryKey' || constraint.kind === 'unique')
      table = addKey(context, at(), constraint, column, !claimsClustered);
  }
  for (const index of definition.indexes) table = addInlineIndex(context, at(), index, inlineIndexColumn(definition, table, index));
  for (const { constraint, column } of all) {
    if (constraint.kind === 'check') table = addCheck(context, at(), constraint, column, validates);
    else if (constraint.kind === 'default' && !column) table = addDefault(context, at(), constraint);
  }
  if (table.storage === 'permanent') {
    for (const { constraint, column } of all) {
      if (constraint.kind === 'foreignKey') table = addForeignKey(context, at(), constraint, column, validates);
    }
  }
  checkConstraintNames(context, target, table);
  return { ...table, modified: context.now };
};

interface PlacedConstraint {
  readonly constraint: ConstraintDefinition /** The column that it was written after. */;
  readonly column?: Column;
}

const allConstraints = (definition: WrittenTable, table: TableDefinition): readonly PlacedConstraint[] => [
  ...definition.columns.flatMap((c) => c.constraints.map((constraint) => ({ constraint, column: findColumn(table, c.name) }))),
  ...definition.constraints.map((constraint) => ({ constraint })),
];

/** An index written after a column lies within that column's text. */
const inlineIndexColumn = (
  definition: WrittenTable,
  table: TableDefinition,
  index: WrittenTable['indexes'][number],
): Column | undefined => {
  if (index.columns.length > 0) return undefined;
  const before = definition.columns.filter((c) => c.start <= index.start).at(-1);
  return before && findColumn(table, before.name);
};

const addColumns = (context: BuildContext, target: BuildTarget, definition: WrittenTable): TableDefinition => {
  const { table } = target;
  const names = new Set(table.columns.map((c) => c.name.toLowerCase()));
  for (const column of definition.columns) {
    const key = column.name.toLowerCase();
    if (names.has(key)) throw sqlError(2705, column.name, target.written);
    names.add(key);
  }
  const count = table.columns.length + definition.columns.length;
  if (count > MAX_COLUMNS) throw sqlError(1702, definition.columns[MAX_COLUMNS - table.columns.length]?.name ?? '', table.name);
  const places = definition.columns.map((_, i) => ({
    id: table.nextColumnId + i,
    slot: table.width + i,
    ordinal: table.columns.length + i + 1,
  }));
  const inKey = primaryKeyColumns(definition);
  const built: (Column | undefined)[] = definition.columns.map((written, i) => {
    const place = places[i];
    return written.computed || !place ? undefined : buildColumn(context, target, written, place, inKey.has(written.name.toLowerCase()));
  });
  const plain = [...table.columns, ...built.filter((c) => c !== undefined)];
  const computedNames = new Set(
    [...table.columns.filter((c) => c.computed), ...definition.columns.filter((c) => c.computed)].map((c) => c.name.toLowerCase()),
  );
  definition.columns.forEach((written, i) => {
    const place = places[i];
    if (!written.computed || !place) return;
    for (const name of columnNamesOf(written.computed.expression)) {
      if (computedNames.has(name)) throw sqlError(1759, nameAsWritten(definition, name), table.name);
    }
    const column = buildComputedColumn(
      context,
      written,
      place,
      plain.filter((c) => !c.computed),
    );
    built[i] = inKey.has(written.name.toLowerCase()) && column.computed?.isPersisted ? { ...column, isNullable: false } : column;
  });
  const columns = [...table.columns, ...built.filter((c) => c !== undefined)];
  checkSpecialColumns(table, columns);
  checkRowSize(target, columns);
  return {
    ...table,
    columns,
    width: table.width + definition.columns.length,
    nextColumnId: table.nextColumnId + definition.columns.length,
  };
};

const nameAsWritten = (definition: WrittenTable, name: string): string =>
  definition.columns.find((c) => c.name.toLowerCase() === name)?.name ?? name;

const primaryKeyColumns = (definition: WrittenTable): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const column of definition.columns) {
    if (column.constraints.some((c) => c.kind === 'primaryKey' && c.columns.length === 0)) names.add(column.name.toLowerCase());
  }
  for (const constraint of [...definition.constraints, ...definition.columns.flatMap((c) => c.constraints)]) {
    if (constraint.kind === 'primaryKey') for (const { name } of constraint.columns) names.add(name.toLowerCase());
  }
  return names;
};

const checkSpecialColumns = (before: TableDefinition, columns: readonly Column[]): void => {
  const identities = columns.filter((c) => c.identity);
  if (identities.length > 1) throw sqlError(2744, before.name);
  const timestamps = columns.filter((c) => c.type.name === 'timestamp');
  if (timestamps.length > 1) throw sqlError(2738, before.name, timestamps[1]?.name ?? '');
};

/** The fixed part of a row must fit a page (1701). */
const checkRowSize = (target: BuildTarget, columns: readonly Column[]): void => {
  const fixed = columns
    .filter((c) => !c.computed || c.computed.isPersisted)
    .reduce((sum, { type }) => {
      const isVariable =
        type.name === 'varchar' ||
        type.name === 'nvarchar' ||
        type.name === 'varbinary' ||
        type.length === -1 ||
        type.name === 'sql_variant';
      return isVariable ? sum : sum + typeFacts(type).maxLength;
    }, 0);
  const overhead = 6 + Math.ceil(columns.length / 8);
  if (fixed + overhead > MAX_ROW_BYTES) throw sqlError(1701, target.table.name, fixed + overhead, overhead);
};

/** At most one constraint of a kind after a column (8140, 8149, 8151, 8150). */
const checkColumnConstraints = (definition: WrittenTable, tableName: string): void => {
  const count = (column: ColumnDefinition, kind: ConstraintDefinition['kind']): number =>
    column.constraints.filter((c) => c.kind === kind).length;
  for (const column of definition.columns) {
    if (count(column, 'check') > 1) throw sqlError(8140, column.name, tableName);
    if (count(column, 'foreignKey') > 1) throw sqlError(8149, column.name, tableName);
    if (count(column, 'primaryKey') === 1 && count(column, 'unique') === 1) throw sqlError(8151, column.name, tableName);
    if (count(column, 'unique') > 1) throw sqlError(8150, column.name, tableName);
  }
};

const addCheck = (
  context: BuildContext,
  target: BuildTarget,
  written: Extract<ConstraintDefinition, { kind: 'check' }>,
  column: Column | undefined,
  validated: boolean,
): TableDefinition => {
  const { table } = target;
  const names = columnNamesOf(written.condition);
  if (column && [...names].some((name) => name !== column.name.toLowerCase() && findColumn(table, name))) {
    throw constraintFailed(sqlError(8141, column.name, table.name));
  }
  const virtual = table.columns.find((c) => c.computed && !c.computed.isPersisted && names.has(c.name.toLowerCase()));
  if (virtual) throw constraintFailed(sqlError(1764, virtual.name, table.name, written.name ?? 'CHECK constraint'));
  context.binder.condition(written.condition, table.columns);
  const id = context.newId();
  const check: CheckConstraint = {
    id,
    name: written.name ?? constraintName('CK', table.name, column?.name, id),
    isSystemNamed: written.name === undefined,
    definition: printDefinition(written.condition),
    expression: written.condition,
    columnId: column?.id ?? 0,
    isDisabled: false,
    isNotTrusted: !validated,
  };
  return { ...table, checks: [...table.checks, check] };
};

/** ALTER TABLE ADD [CONSTRAINT name] DEFAULT expression FOR column. */
const addDefault = (
  context: BuildContext,
  target: BuildTarget,
  written: Extract<ConstraintDefinition, { kind: 'default' }>,
): TableDefinition => {
  const { table } = target;
  const column = findColumn(table, written.column ?? '');
  if (!column || column.computed) throw constraintFailed(sqlError(1752, written.column ?? '', table.name));
  if (column.default) throw constraintFailed(sqlError(1781));
  const changed: Column = { ...column, default: buildDefault(context, target, column, written) };
  return { ...table, columns: table.columns.map((c) => (c === column ? changed : c)) };
};

/** Names of constraints are names of objects: each once in the schema (2714). */
const checkConstraintNames = (context: BuildContext, target: BuildTarget, table: TableDefinition): void => {
  const old = new Set([...constraintsOf(target.table)].map((c) => c.id));
  const names = new Set([...constraintsOf(target.table)].map((c) => c.name.toLowerCase()));
  for (const { id, name } of constraintsOf(table)) {
    if (old.has(id)) continue;
    const key = name.toLowerCase();
    const isTaken = table.storage === 'permanent' && (context.database.isNameTaken(table.schema, name) || key === table.name.toLowerCase());
    if (names.has(key) || isTaken) throw constraintFailed(sqlError(2714, name));
    names.add(key);
  }
};
