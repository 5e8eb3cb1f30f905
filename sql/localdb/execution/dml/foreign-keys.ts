// Foreign keys at run time: whether what a row refers to is there, and what happens to the rows that refer to a changed one.

import type { ForeignKey, IndexDefinition, TableDefinition } from '../../catalog/model.ts';
import type { IndexData } from '../../storage/index-data.ts';
import type { Row, TableData } from '../../storage/table-data.ts';
import { getCollation } from '../../types/collation.ts';
import { isString } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import type { Evaluate, Frame, Running } from '../frame.ts';
import { hashKeyOf } from '../operators/table-access.ts';
import { missingReference } from './constraint-errors.ts';
import type { StatementName } from './constraint-errors.ts';
import type { DeleteRules, TableWriter, UpdateRules } from './table-writer.ts';

/** Finds the row of a key that values of another table name. */
interface KeyProbe {
  readonly tableIndex: number;
  readonly indexName: string;
  /** For each key column of the index, the position of its value in the foreign key. */
  readonly order: readonly number[];
}

/** A foreign key of the written table. */
export interface Reference {
  readonly key: ForeignKey;
  readonly probe: KeyProbe;
  readonly referenced: TableWriter;
  readonly isSameTable: boolean;
}

/** A foreign key that refers to the written table. */
export interface Referencing {
  readonly key: ForeignKey;
  readonly child: TableWriter;
  readonly isSameTable: boolean;
  readonly action: ForeignKey['onDelete'];
  /** Whether the key that was given up is there again, from another row. */
  readonly probe: KeyProbe;
  readonly lookup: ChildLookup;
  /** For a cascade of a deletion. */
  readonly deletion?: DeleteRules;
  /** For a change of the referencing columns. */
  readonly update?: UpdateRules;
  /** SET DEFAULT: values for the key's columns. */
  readonly defaults?: readonly (Evaluate | undefined)[];
}

/** How rows that refer to given rows are found: by the index whose first columns are of the key, or by a scan. */
interface ChildLookup {
  readonly indexName: string | undefined;
  /** For each leading index column, the position of its value in the foreign key. */
  readonly order: readonly number[];
}

const probeOf = (key: ForeignKey, referenced: TableWriter): KeyProbe | undefined => {
  const index = referenced.definition.indexes.find(
    (i) =>
      i.isUnique &&
      !i.isDisabled &&
      !i.filter &&
      i.keys.length === key.referencedColumns.length &&
      i.keys.every((k) => key.referencedColumns.includes(k.slot)),
  );
  return (
    index && {
      tableIndex: referenced.tableIndex,
      indexName: index.name,
      order: index.keys.map((k) => key.referencedColumns.indexOf(k.slot)),
    }
  );
};

/** The checks of the table's own foreign keys; of those with a changed column when `changed` is given. */
export const compileReferences = (writer: TableWriter, changed: ReadonlySet<number> | undefined): Reference[] => {
  const { definition, database } = writer;
  return definition.foreignKeys.flatMap((key) => {
    if (key.isDisabled || (changed && !key.columns.some((slot) => changed.has(slot)))) return [];
    const isSameTable = key.referencedTableId === definition.id;
    const target = isSameTable ? definition : database.byId(key.referencedTableId);
    if (target?.kind !== 'table') throw new Error(`foreign key ${key.name} refers to no table`);
    const referenced = isSameTable ? writer : writer.writers.related(database, target, 'S');
    const probe = probeOf(key, referenced);
    if (!probe) throw new Error(`foreign key ${key.name} refers to no unique key`);
    return [{ key, probe, referenced, isSameTable }];
  });
};

/** What a deletion, or a change of some columns, means for the tables that refer to this one. */
export const compileReferencing = (
  writer: TableWriter,
  event: 'delete' | 'update',
  changed: ReadonlySet<number> | undefined,
): Referencing[] => {
  const { definition, database } = writer;
  if (definition.storage !== 'permanent') return [];
  return database.foreignKeysTo(definition.id).flatMap(({ table, foreignKey: key }) => {
    if (key.isDisabled || (changed && !key.referencedColumns.some((slot) => changed.has(slot)))) return [];
    const action = event === 'delete' ? key.onDelete : key.onUpdate;
    const isSameTable = table.id === definition.id;
    const child = isSameTable ? writer : writer.writers.related(database, table, action === 'noAction' ? 'S' : 'X');
    const probe = probeOf(key, writer);
    if (!probe) throw new Error(`foreign key ${key.name} refers to no unique key`);
    const base = { key, child, isSameTable, action, probe, lookup: chooseLookup(key, table) };
    if (action === 'noAction') return [base];
    if (action === 'cascade' && event === 'delete') return [{ ...base, deletion: child.forDelete() }];
    const update = child.forUpdate(new Set(key.columns));
    if (action !== 'setDefault') return [{ ...base, update }];
    return [
      {
        ...base,
        update,
        defaults: key.columns.map((slot) => {
          const column = table.columns.find((c) => c.slot === slot);
          return column && child.defaultOf(column);
        }),
      },
    ];
  });
};

const chooseLookup = (key: ForeignKey, table: TableDefinition): ChildLookup => {
  let best: ChildLookup = { indexName: undefined, order: [] };
  for (const index of table.indexes) {
    if (index.isDisabled || index.filter) continue;
    const order = leading(index, key);
    if (order.length > best.order.length) best = { indexName: index.name, order };
  }
  return best;
};

const leading = (index: IndexDefinition, key: ForeignKey): number[] => {
  const order: number[] = [];
  for (const k of index.keys) {
    const position = key.columns.indexOf(k.slot);
    if (position < 0) break;
    order.push(position);
  }
  return order;
};

const indexNamed = (data: TableData, name: string): IndexData => {
  for (const index of data.indexes) if (index.name === name) return index;
  throw new Error(`index ${name} is missing`);
};
const dataOf = (f: Frame, tableIndex: number): TableData => {
  const table = f.tables[tableIndex];
  if (!table) throw new Error(`table ${tableIndex} of the plan is missing`);
  return table.data;
};

/** Whether the referenced row is there; a key with a NULL refers to nothing. */
const isThere = (index: IndexData, order: readonly number[], row: Row, slots: readonly number[], values: Value[]): boolean => {
  for (let i = 0; i < order.length; i++) {
    const v = row[slots[order[i] as number] as number] as Value;
    if (v === null) return true;
    values[i] = v;
  }
  return index.seekFirst(values) !== undefined;
};

/** Throws 547 for a row that refers to nothing. With `olds`, rows whose key did not change are left out. */
export function* checkReferences(
  f: Frame,
  references: readonly Reference[],
  rows: readonly Row[],
  olds: readonly Row[] | undefined,
  statement: StatementName,
): Running<void> {
  const { work } = f;
  for (const { key, probe, referenced, isSameTable } of references) {
    const index = indexNamed(dataOf(f, probe.tableIndex), probe.indexName);
    const values = new Array<Value>(probe.order.length);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      if (olds && key.columns.every((slot) => (olds[i] as Row)[slot] === row[slot])) continue;
      if (!isThere(index, probe.order, row, key.columns, values))
        throw missingReference(key, referenced.definition, referenced.names, isSameTable, statement);
      if (++work.count > work.limit && work.isDue()) yield;
    }
  }
}

/** Calls `visit` for each row that refers to one of the parents (their old forms), until it returns true. */
export function* visitChildren(
  f: Frame,
  r: Referencing,
  parents: readonly Row[],
  visit: (child: Row, parent: number) => boolean | void,
): Running<void> {
  const { work } = f;
  const { key, lookup } = r;
  const data = dataOf(f, r.child.tableIndex);
  if (data.rowCount === 0) return;
  const keyOf = hashKeyOf(
    key.columns.map((slot) => {
      const column = r.child.definition.columns.find((c) => c.slot === slot);
      if (!column) throw new Error(`foreign key ${key.name} has a column that is gone`);
      return {
        type: column.type,
        collation: isString(column.type) && column.collation !== undefined ? getCollation(column.collation) : undefined,
      };
    }),
  );
  const parentKey = (row: Row): ReturnType<typeof keyOf> => keyOf((i) => row[key.referencedColumns[i] as number] as Value);
  const childKey = (row: Row): ReturnType<typeof keyOf> => keyOf((i) => row[key.columns[i] as number] as Value);
  if (lookup.indexName !== undefined) {
    const index = indexNamed(data, lookup.indexName);
    const isWhole = lookup.order.length === key.columns.length;
    for (let p = 0; p < parents.length; p++) {
      const parent = parents[p] as Row;
      const wanted = parentKey(parent);
      if (wanted === undefined) continue;
      const bound = {
        values: lookup.order.map((position) => parent[key.referencedColumns[position] as number] as Value),
        isInclusive: true,
      };
      let isStopped = false;
      index.range(bound, bound, (child) => {
        if (!isWhole && childKey(child) !== wanted) return false;
        isStopped = visit(child, p) === true;
        return isStopped;
      });
      if (isStopped) return;
      if (++work.count > work.limit && work.isDue()) yield;
    }
    return;
  }
  const positions = new Map<NonNullable<ReturnType<typeof keyOf>>, number>();
  for (let p = 0; p < parents.length; p++) {
    const k = parentKey(parents[p] as Row);
    if (k !== undefined) positions.set(k, p);
  }
  const { rows } = data;
  for (let i = 0; i < rows.length; i++) {
    const child = rows[i];
    if (child === undefined) continue;
    const k = childKey(child);
    const p = k === undefined ? undefined : positions.get(k);
    if (p !== undefined && visit(child, p) === true) return;
    if (++work.count > work.limit && work.isDue()) yield;
  }
}

/** Whether some row of the written table has the key of this one, which has given it up. */
export const isKeyTaken = (f: Frame, r: Referencing, parent: Row): boolean => {
  const index = indexNamed(dataOf(f, r.probe.tableIndex), r.probe.indexName);
  return isThere(index, r.probe.order, parent, r.key.referencedColumns, new Array<Value>(r.probe.order.length));
};
