// Result sets as the platform reads them: rows as plain objects, columns found in any letter case, values in the invariant forms
// of the conventions (dates as text, exact numbers without loss).

export interface Column {
  /** As the server sent it; '' for an expression without a name. */
  readonly name: string;
  /** The SQL type without length: `int`, `nvarchar`, `datetime2`, `sql_variant`, ... */
  readonly type: string;
}

/** Values by column name as sent, without a prototype's properties. Of columns that share a name the last counts. */
export type Row = Record<string, unknown>;

export interface ResultSet {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** An empty set, for what a procedure did not return. */
export const NO_ROWS: ResultSet = { columns: [], rows: [] };

const indexes = new WeakMap<readonly Column[], ReadonlyMap<string, string>>();

/** The set's column names by their lower-case form, made once for each set. */
export const lowerKeys = (set: Pick<ResultSet, 'columns'>): ReadonlyMap<string, string> => {
  let index = indexes.get(set.columns);
  if (!index) {
    index = new Map(set.columns.map(({ name }) => [name.toLowerCase(), name]));
    indexes.set(set.columns, index);
  }
  return index;
};

/** A reader of one column of a set in any letter case; undefined when there is no such column. */
export const columnReader = (set: Pick<ResultSet, 'columns'>, name: string): ((row: Row) => unknown) | undefined => {
  const key = lowerKeys(set).get(name.toLowerCase());
  return key === undefined ? undefined : (row) => row[key];
};

/** One value of a row by a name in any letter case. For many rows take `columnReader`. */
export const cell = (row: Row | undefined, name: string): unknown => {
  if (row === undefined) return undefined;
  if (name in row) return row[name];
  const wanted = name.toLowerCase();
  for (const key in row) if (key.toLowerCase() === wanted) return row[key];
  return undefined;
};

/** The first column of the first row: totals and other single values. */
export const singleValue = (set: ResultSet | undefined): unknown => {
  const [column] = set?.columns ?? [];
  return column === undefined ? undefined : set?.rows[0]?.[column.name];
};

// A constructor with an empty prototype makes objects of one hidden class: several times faster than Object.create(null).
const BareRow = function BareRow(this: Row) {} as unknown as new () => Row;
(BareRow as unknown as { prototype: unknown }).prototype = Object.create(null);

export const newRow = (): Row => new BareRow();
