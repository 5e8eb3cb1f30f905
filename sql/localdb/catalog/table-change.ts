// What altering a table comes to: the new definition, and what must happen to the rows. Evaluating expressions over
// rows, converting values and validating constraints are the execution's work.

import type { CheckConstraint, Column, ForeignKey, IndexDefinition, TableDefinition } from './model.ts';

/** Where the values of a new column come from in rows that exist. */
export type Fill = 'null' | 'default' | 'identity' | 'timestamp' | 'computed';

export interface TableChange {
  /** The definition with the change made; the same object when nothing changed. */
  readonly definition: TableDefinition;
  /** New columns in order; 'null' also for computed ones that are not kept in rows. */
  readonly addedColumns: readonly { readonly column: Column; readonly fill: Fill }[];
  /** A column whose values must be converted (`isConverted`) or checked for NULL (515, UPDATE) when it became NOT NULL. */
  readonly alteredColumn?: { readonly from: Column; readonly to: Column; readonly isConverted: boolean; readonly mustBeNotNull: boolean };
  /** Computed columns that rows did not hold and now do. */
  readonly storedColumns: readonly Column[];
  /** Slots that no column uses any more. */
  readonly droppedSlots: readonly number[];
  /** Constraints that the existing rows must satisfy (547, ALTER TABLE). */
  readonly checksToValidate: readonly CheckConstraint[];
  readonly foreignKeysToValidate: readonly ForeignKey[];
  /** Indexes that are new or whose key columns changed (1505, and 1750 for a constraint). */
  readonly indexesToBuild: readonly IndexDefinition[];
  /** Names of indexes that are gone. */
  readonly droppedIndexes: readonly string[];
  /** Triggers to be enabled or disabled. */
  readonly triggers: readonly { readonly id: number; readonly isDisabled: boolean }[];
}

const NOTHING: Omit<TableChange, 'definition'> = {
  addedColumns: [],
  storedColumns: [],
  droppedSlots: [],
  checksToValidate: [],
  foreignKeysToValidate: [],
  indexesToBuild: [],
  droppedIndexes: [],
  triggers: [],
};

/** A change that lists only what it is about. */
export const tableChange = (definition: TableDefinition, parts: Partial<Omit<TableChange, 'definition'>> = {}): TableChange => ({
  ...NOTHING,
  ...parts,
  definition,
});

/** Indexes of `to` that `from` did not have, and names of those that are gone. */
export const indexDifference = (
  from: TableDefinition,
  to: TableDefinition,
): Pick<TableChange, 'indexesToBuild' | 'droppedIndexes' | 'storedColumns'> => ({
  indexesToBuild: to.indexes.filter((i) => !from.indexes.includes(i)),
  droppedIndexes: from.indexes.filter((i) => !to.indexes.includes(i)).map((i) => i.name),
  storedColumns: to.columns.filter((c) => c.computed?.isStored && from.columns.some((old) => old.id === c.id && !old.computed?.isStored)),
});
