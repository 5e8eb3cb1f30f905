// What a system procedure is here: parameters, and a function from the catalogue and arguments to result sets. EXEC of
// such a name is dispatched to it by execution/.

import type { ResultColumn } from '../../functions/function.ts';
import { getCollation } from '../../types/collation.ts';
import { sqlError } from '../../types/errors.ts';
import { likeMatcher } from '../../types/like.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { nvarcharType } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { splitMultipartName } from '../../parser/names.ts';
import type { CatalogObject } from '../system-views/catalog-objects.ts';
import { catalogObject, findCatalogObject } from '../system-views/catalog-objects.ts';

export interface ProcedureParameter {
  /** With the @. */
  readonly name: string;
  readonly type: SqlType;
  /** Absent: the parameter must be given (201). */
  readonly default?: Value;
}
export interface ProcedureSet {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Value[][];
}
export interface ProcedureMessage {
  readonly number: number;
  readonly text: string;
}
export interface ProcedureOutcome {
  readonly sets: readonly ProcedureSet[];
  /** Informational: severity 0. */
  readonly messages?: readonly ProcedureMessage[];
  /** Default 0. */
  readonly returnValue?: number;
}
export interface SystemProcedure {
  /** Lower case. */
  readonly name: string;
  readonly parameters: readonly ProcedureParameter[];
  /** `args` has one value for each parameter, converted to its type; throws SqlError. */
  run(context: CatalogContext, args: readonly Value[]): ProcedureOutcome;
}

export const nameParameter = (name: string): ProcedureParameter => ({ name, type: nvarcharType(776) });
export const optionalName = (name: string): ProcedureParameter => ({ name, type: nvarcharType(776), default: null });

/** Columns from name and type; all may be NULL. */
export const columns = (...specs: readonly (readonly [string, SqlType])[]): readonly ResultColumn[] =>
  specs.map(([name, type]) => ({ name, type, isNullable: true }));

export const text = (value: Value | undefined): string | undefined => (value === null || value === undefined ? undefined : String(value));

/** The object that a procedure's name argument means. Throws 15009 and, for another database's name, 15250. */
export const requireObject = (context: CatalogContext, name: Value | undefined): CatalogObject => {
  const found = namedObject(context, text(name) ?? '');
  if (!found) throw sqlError(15009, text(name) ?? '', context.database.name);
  return found;
};

/** As `requireObject`; undefined when there is none. */
export const namedObject = (context: CatalogContext, name: string): CatalogObject | undefined => {
  const parts = splitMultipartName(name);
  const last = parts[parts.length - 1] ?? '';
  const schema = parts[parts.length - 2] ?? '';
  const database = parts[parts.length - 3] ?? '';
  if (last === '') return undefined;
  if (last.startsWith('#')) {
    const table = context.temporaryTable(last);
    return table && catalogObject(context, table.definition.id);
  }
  if (database !== '' && database.toLowerCase() !== context.database.name.toLowerCase()) throw sqlError(15250);
  return schema === ''
    ? (findCatalogObject(context.database, context.defaultSchema, last) ?? findCatalogObject(context.database, 'dbo', last))
    : findCatalogObject(context.database, schema, last);
};

/** A test of names for a LIKE pattern as the ODBC catalogue procedures take it; no pattern takes all. */
export const matches = (context: CatalogContext, pattern: Value | undefined): ((name: string) => boolean) => {
  const written = text(pattern);
  if (written === undefined || written === '%') return () => true;
  return likeMatcher(written, undefined, getCollation(context.database.collation), true);
};

/** A test for equal names; no name takes all. */
export const equals = (wanted: Value | undefined): ((name: string) => boolean) => {
  const key = text(wanted)?.toLowerCase();
  return key === undefined ? () => true : (name) => name.toLowerCase() === key;
};
