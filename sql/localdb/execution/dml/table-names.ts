// A table's name in the messages of the statements that change it.

import type { Database } from '../../catalog/database.ts';
import type { TableDefinition } from '../../catalog/model.ts';

export interface TableNames {
  /** `db.dbo.t`: 515, 2628. */
  readonly full: string;
  /** `dbo.t`: 2627, 547. */
  readonly short: string;
  /** The database that 547 names. */
  readonly database: string;
}

export const tableNames = (table: TableDefinition, database: Database): TableNames => {
  const schema = table.schema === '' ? 'dbo' : table.schema;
  const short = `${schema}.${table.name}`;
  switch (table.storage) {
    case 'permanent':
      return { full: `${database.name}.${short}`, short, database: database.name };
    case 'temporary':
      return { full: `tempdb.${short}`, short, database: 'tempdb' };
    default:
      return { full: table.name, short, database: 'tempdb' };
  }
};
