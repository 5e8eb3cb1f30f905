// What the database has to offer to definitions: its procedures with their parameters and, where the server can tell, the columns of
// their first result set. Read for cross-checks only; calls have their own cache of signatures.

import { sql } from 'kysely';
import type { Store } from './store.ts';

export interface CatalogueParameter {
  readonly name: string;
  readonly type: string;
  readonly isTable: boolean;
  readonly isOutput: boolean;
}

export interface CatalogueProcedure {
  /** As written: `dbo.crud_orders_getItems`. */
  readonly name: string;
  readonly parameters: readonly CatalogueParameter[];
  /** Undefined when the server cannot tell: temporary tables, dynamic SQL, or no such function. */
  readonly columns?: readonly string[];
  /** It is about to be written: nothing but its name is known. */
  readonly isUnread?: true;
}

export interface Catalogue {
  /** By name with schema in lower case. */
  readonly procedures: ReadonlyMap<string, CatalogueProcedure>;
}

interface ParameterRow {
  schemaName: string;
  name: string;
  parameter: string | null;
  type: string | null;
  isTable: boolean | null;
  isOutput: boolean | null;
}

export async function readCatalogue(db: Store): Promise<Catalogue> {
  const { rows } = await sql<ParameterRow>`
    SELECT s.name AS schemaName, p.name, a.name AS parameter, t.name AS type, t.is_table_type AS isTable, a.is_output AS isOutput
    FROM sys.procedures AS p
    JOIN sys.schemas AS s ON s.schema_id = p.schema_id
    LEFT JOIN sys.parameters AS a ON a.object_id = p.object_id
    LEFT JOIN sys.types AS t ON t.user_type_id = a.user_type_id
    ORDER BY s.name, p.name, a.parameter_id
  `.execute(db.kysely);
  const columns = await readColumns(db);
  const procedures = new Map<string, { name: string; parameters: CatalogueParameter[]; columns?: readonly string[] }>();
  for (const row of rows) {
    const name = `${row.schemaName}.${row.name}`;
    const key = name.toLowerCase();
    const known = columns.get(key);
    const procedure = procedures.get(key) ?? { name, parameters: [], ...(known !== undefined && { columns: known }) };
    procedures.set(key, procedure);
    if (row.parameter === null) continue;
    procedure.parameters.push({
      name: row.parameter.replace(/^@/, ''),
      type: row.type ?? '',
      isTable: row.isTable === true,
      isOutput: row.isOutput === true,
    });
  }
  return { procedures };
}

/** Empty on servers that do not know the function: then columns are not checked. */
async function readColumns(db: Store): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  try {
    const { rows } = await sql<{ procedureName: string; name: string | null }>`
      SELECT LOWER(CONCAT(SCHEMA_NAME(p.schema_id), N'.', p.name)) AS procedureName, r.name
      FROM sys.procedures AS p
      CROSS APPLY sys.dm_exec_describe_first_result_set_for_object(p.object_id, 0) AS r
      WHERE r.error_number IS NULL AND r.is_hidden = 0
      ORDER BY procedureName, r.column_ordinal
    `.execute(db.kysely);
    for (const { procedureName, name } of rows) {
      if (name === null) continue;
      found.set(procedureName, [...(found.get(procedureName) ?? []), name]);
    }
  } catch {
    return new Map();
  }
  return found;
}
