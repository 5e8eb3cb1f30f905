// What writing rows of a table needs, compiled once for a statement: computed columns, NOT NULL and CHECK constraints,
// and the foreign keys on both sides. One set of writers belongs to one statement; tables that cascades reach are in it.

import { columnNamesOf } from '../../catalog/expression-columns.ts';
import type { Database } from '../../catalog/database.ts';
import type { CheckConstraint, Column, TableDefinition, Trigger } from '../../catalog/model.ts';
import { sqlError } from '../../types/errors.ts';
import { compileCondition } from '../compile-condition.ts';
import { compileExpression } from '../compile-expression.ts';
import { tableSource } from '../table-source.ts';
import type { Evaluate, Test } from '../frame.ts';
import { Scope } from '../scope.ts';
import type { StatementContext, TableDependency } from '../scope.ts';
import { assigned } from './column-value.ts';
import { compileReferences, compileReferencing } from './foreign-keys.ts';
import type { Reference, Referencing } from './foreign-keys.ts';
import { identityColumn } from './identity.ts';
import type { IdentityColumn } from './identity.ts';
import { tableNames } from './table-names.ts';
import type { TableNames } from './table-names.ts';

/** What holds for a row that is inserted, or updated in some of its columns. */
export interface RowRules {
  readonly computed: readonly { readonly slot: number; readonly evaluate: Evaluate }[];
  readonly rowVersion: number | undefined;
  readonly required: readonly { readonly slot: number; readonly name: string }[];
  readonly checks: readonly { readonly check: CheckConstraint; readonly test: Test }[];
  readonly references: readonly Reference[];
}
export interface UpdateRules extends RowRules {
  readonly referencing: readonly Referencing[];
  /** Keys may move among the rows, so all rows have to be changed at once. */
  readonly movesKeys: boolean;
}
export interface DeleteRules {
  readonly referencing: readonly Referencing[];
}

export type TriggerEvent = 'insert' | 'update' | 'delete';

export class TableWriter {
  readonly writers: Writers;
  readonly definition: TableDefinition;
  readonly database: Database;
  readonly names: TableNames;
  readonly tableIndex: number;
  /** Where a row stands while its rules are evaluated. */
  readonly slot: number;
  readonly identity: IdentityColumn | undefined;
  readonly ignoresDuplicates: boolean;
  private insertRules: RowRules | undefined;
  private deleteRules: DeleteRules | undefined;
  private readonly updateRules = new Map<string, UpdateRules>();

  constructor(writers: Writers, definition: TableDefinition, database: Database, tableIndex: number) {
    this.writers = writers;
    this.definition = definition;
    this.database = database;
    this.names = tableNames(definition, database);
    this.tableIndex = tableIndex;
    this.slot = writers.statement.newSlot();
    this.identity = identityColumn(definition.columns);
    this.ignoresDuplicates = definition.indexes.some((i) => i.ignoreDuplicateKey);
  }

  forInsert(): RowRules {
    this.insertRules ??= compileRowRules(this, undefined);
    return this.insertRules;
  }

  /** Rules for a change of the columns at these slots. */
  forUpdate(changed: ReadonlySet<number>): UpdateRules {
    const key = [...changed].sort((a, b) => a - b).join();
    let rules = this.updateRules.get(key);
    if (!rules) {
      const referencing: Referencing[] = [];
      const movesKeys = this.definition.indexes.some(
        (i) => i.isUnique && !i.isDisabled && i.keys.some((k) => this.effects(changed).slots.has(k.slot)),
      );
      rules = { ...compileRowRules(this, changed), referencing, movesKeys };
      this.updateRules.set(key, rules);
      referencing.push(...compileReferencing(this, 'update', changed));
    }
    return rules;
  }

  forDelete(): DeleteRules {
    if (!this.deleteRules) {
      const referencing: Referencing[] = [];
      // Known before its references are compiled: a table may refer to itself.
      this.deleteRules = { referencing };
      referencing.push(...compileReferencing(this, 'delete', undefined));
    }
    return this.deleteRules;
  }

  /** Enabled triggers for an event, in order of creation. */
  triggers(event: TriggerEvent, timing: 'after' | 'insteadOf'): readonly Trigger[] {
    if (this.definition.storage !== 'permanent') return [];
    return enabledTriggers(this.database, this.definition.id, event, timing);
  }

  /** A scope that has the table's columns, read at `slot`. */
  rowScope(): Scope {
    const scope = new Scope(this.writers.statement);
    if (this.definition.storage === 'permanent') scope.home = { database: this.database, schema: this.definition.schema };
    scope.sources.push(tableSource(this.definition, this.slot, this.definition.name, [this.definition.schema, this.database.name], scope));
    return scope;
  }

  /** A column's default as a value of the column's type; undefined without one. */
  defaultOf(column: Column): Evaluate | undefined {
    if (!column.default) return undefined;
    const scope = new Scope(this.writers.statement);
    if (this.definition.storage === 'permanent') scope.home = { database: this.database, schema: this.definition.schema };
    return assigned(compileExpression(column.default.expression, scope), column, this.names);
  }

  /** The columns that change when those at the slots do: computed ones follow. */
  effects(changed: ReadonlySet<number>): { readonly slots: ReadonlySet<number>; readonly names: ReadonlySet<string> } {
    const slots = new Set(changed);
    const names = new Set<string>();
    for (const c of this.definition.columns) if (changed.has(c.slot) && !c.computed) names.add(c.name.toLowerCase());
    for (const c of this.definition.columns) {
      if (!c.computed || !mentions(columnNamesOf(c.computed.expression), names)) continue;
      names.add(c.name.toLowerCase());
      if (c.computed.isStored) slots.add(c.slot);
    }
    return { slots, names };
  }
}

export const enabledTriggers = (
  database: Database,
  parentId: number,
  event: TriggerEvent,
  timing: 'after' | 'insteadOf',
): readonly Trigger[] =>
  database
    .triggersOf(parentId)
    .filter((t) => !t.isDisabled && t.statement.timing === timing && t.statement.events.includes(event))
    .sort((a, b) => placeOf(a, event) - placeOf(b, event));

/** First, in between, last: sorting keeps the order of creation within each. */
const placeOf = ({ order }: Trigger, event: TriggerEvent): number =>
  order?.first.includes(event) ? 0 : order?.last.includes(event) ? 2 : 1;

const mentions = (names: ReadonlySet<string>, changed: ReadonlySet<string>): boolean => {
  for (const name of names) if (changed.has(name)) return true;
  return false;
};

const compileRowRules = (writer: TableWriter, changed: ReadonlySet<number> | undefined): RowRules => {
  const { definition } = writer;
  const effects = changed && writer.effects(changed);
  const isTouched = (c: Column): boolean => effects === undefined || effects.slots.has(c.slot);
  const scope = writer.rowScope();
  return {
    computed: definition.columns.flatMap((c) =>
      c.computed?.isStored && isTouched(c)
        ? [{ slot: c.slot, evaluate: assigned(compileExpression(c.computed.expression, scope), c, writer.names) }]
        : [],
    ),
    rowVersion: definition.columns.find((c) => c.type.name === 'timestamp' && !c.computed)?.slot,
    required: definition.columns.flatMap((c) =>
      !c.isNullable && isTouched(c) && (!c.computed || c.computed.isStored) && c.type.name !== 'timestamp' && !c.identity
        ? [{ slot: c.slot, name: c.name }]
        : [],
    ),
    checks: definition.checks.flatMap((check) =>
      check.isDisabled || (effects && !mentions(columnNamesOf(check.expression), effects.names))
        ? []
        : [{ check, test: compileCondition(check.expression, scope).test }],
    ),
    references: compileReferences(writer, effects?.slots),
  };
};

/** The writers of one statement. */
export class Writers {
  readonly statement: StatementContext;
  private readonly known = new Map<TableDefinition, TableWriter>();
  constructor(statement: StatementContext) {
    this.statement = statement;
  }

  /** The writer of a table that the statement depends on already. */
  of(tableIndex: number): TableWriter {
    const dependency = this.dependency(tableIndex);
    let writer = this.known.get(dependency.definition);
    if (!writer) {
      const { place } = dependency;
      writer = new TableWriter(
        this,
        dependency.definition,
        place.kind === 'permanent' ? place.database : this.statement.module.database,
        tableIndex,
      );
      this.known.set(dependency.definition, writer);
    }
    return writer;
  }

  /** As `of`, with the lock that writing needs. Throws 443 in a function, which may write its table variables only. */
  written(tableIndex: number): TableWriter {
    const dependency = this.dependency(tableIndex);
    const { module, statementName } = this.statement;
    if (module.isFunction && dependency.place.kind !== 'variable') throw sqlError(443, statementName);
    if (dependency.place.kind === 'permanent') {
      dependency.lock = 'X';
      dependency.isHeld = true;
    }
    return this.of(tableIndex);
  }

  /** The writer of another permanent table of a database: the other side of a foreign key. */
  related(database: Database, definition: TableDefinition, lock: 'S' | 'X'): TableWriter {
    let writer = this.known.get(definition);
    if (!writer) {
      const { tables } = this.statement;
      const rowCount = database.table(definition.id)?.data.rowCount ?? 0;
      tables.push({ definition, place: { kind: 'permanent', database }, rowCount, lock, isHeld: lock === 'X' });
      this.statement.databases.add(database);
      writer = this.of(tables.length - 1);
    }
    if (lock === 'X') this.written(writer.tableIndex);
    return writer;
  }

  private dependency(tableIndex: number): TableDependency {
    const dependency = this.statement.tables[tableIndex];
    if (!dependency) throw new Error(`the plan has no table ${tableIndex}`);
    return dependency;
  }
}
