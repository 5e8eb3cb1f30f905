// Names that SQL Server makes up for constraints that were given none: `PK__orders__3213E83F1A14E395`,
// `DF__orders__qty__1DE57479`. Thirty characters at most, with the constraint's object id in them.

const hex = (value: number): string => (value >>> 0).toString(16).toUpperCase().padStart(8, '0');

/** A number of the columns' names, so that keys of different columns differ in it. */
const hash = (text: string): number => {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
};

/** PRIMARY KEY and UNIQUE. */
export const keyName = (kind: 'primaryKey' | 'unique', table: string, columns: readonly string[], id: number): string =>
  `${kind === 'primaryKey' ? 'PK' : 'UQ'}__${table.slice(0, 8)}__${hex(hash(columns.join(',').toLowerCase()))}${hex(id)}`;

/** DEFAULT, CHECK and FOREIGN KEY; `column` is absent for a CHECK of the table. */
export const constraintName = (prefix: 'DF' | 'CK' | 'FK', table: string, column: string | undefined, id: number): string => {
  const shortTable = table.slice(0, 9);
  return column === undefined
    ? `${prefix}__${shortTable}__${hex(id)}`
    : `${prefix}__${shortTable}__${column.slice(0, 14 - shortTable.length)}__${hex(id)}`;
};
