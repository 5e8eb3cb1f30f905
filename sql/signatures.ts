// What the procedures of the database declare: all of them read in one round trip and kept until the catalogue's stamp changes.
// An answer "there is none" is kept as well. The stamp comes with every request's first call, so a change counts from the next one.

import { declaredType } from './declared-type.ts';
import type { DeclaredType } from './declared-type.ts';
import { ProcedureFailed } from './errors.ts';
import type { Pool } from './pool.ts';
import { withConnection } from './pool.ts';
import { send } from './request.ts';
import type { ResultSet, Row } from './result-sets.ts';

export interface TableTypeColumn {
  readonly name: string;
  readonly type: DeclaredType;
}

export interface TableType {
  readonly schema: string;
  readonly name: string;
  /** Those that a client can fill: neither identity nor computed. */
  readonly columns: readonly TableTypeColumn[];
}

export interface SignatureParameter {
  /** As declared, without `@`. */
  readonly name: string;
  readonly type: DeclaredType;
  readonly isOutput: boolean;
  /** Set for table-valued parameters. */
  readonly tableType: TableType | undefined;
}

export interface Signature {
  readonly schema: string;
  readonly name: string;
  readonly parameters: readonly SignatureParameter[];
}

export interface Signatures {
  /** Undefined when there is no such procedure. The name may have a schema (`dbo` otherwise) and brackets. */
  signatureOf(name: string): Promise<Signature | undefined>;
  /** Tells the stamp that the database has now; a new one makes the next question read the catalogue again. */
  noteStamp(stamp: string): void;
  /** Reads the catalogue again with the next question. */
  forget(): void;
}

/** An expression for the state of all procedures and table types. */
const CATALOGUE_STAMP_SQL = `(SELECT CONCAT(COUNT_BIG(*), ':', CONVERT(varchar(33), MAX(modify_date), 126), ':', (SELECT COUNT_BIG(*) FROM sys.table_types)) FROM sys.procedures)`;

/** The stamp that the database has now. */
export const readStamp = async (db: { readonly pool: Pool }): Promise<string> => {
  const [set] = await ask(db.pool, `SELECT ${CATALOGUE_STAMP_SQL} AS stamp;`);
  return String(set?.rows[0]?.stamp ?? '');
};

export const createSignatures = (pool: Pool): Signatures => {
  let noted: string | undefined;
  /** What is known, with the stamps that it is good for: the one noted when it was asked for and the one that came with it. */
  let known: { readonly stamps: Set<string | undefined>; readonly all: Promise<Catalogue> } | undefined;
  const catalogue = (): Promise<Catalogue> => {
    if (known?.stamps.has(noted)) return known.all;
    const stamps = new Set([noted]);
    const loading = { stamps, all: load(pool) };
    known = loading;
    loading.all.then(
      ({ stamp }) => stamps.add(stamp),
      () => {
        if (known === loading) known = undefined;
      },
    );
    return loading.all;
  };
  return {
    async signatureOf(name) {
      const key = lookupKey(name);
      const { signatures } = await catalogue();
      return signatures.get(key);
    },
    noteStamp(stamp) {
      noted = stamp;
    },
    forget() {
      known = undefined;
    },
  };
};

interface Catalogue {
  readonly stamp: string;
  readonly signatures: ReadonlyMap<string, Signature>;
}

const CATALOGUE_SQL = `
SELECT ${CATALOGUE_STAMP_SQL} AS stamp;
SELECT tt.user_type_id AS typeID, s.name AS typeSchema, tt.name AS typeName, c.name AS columnName,
  bt.name AS baseName, c.max_length AS maxLength, c.precision, c.scale
FROM sys.table_types AS tt
INNER JOIN sys.schemas AS s ON s.schema_id = tt.schema_id
INNER JOIN sys.columns AS c ON c.object_id = tt.type_table_object_id AND c.is_identity = 0 AND c.is_computed = 0
LEFT JOIN sys.types AS bt ON bt.user_type_id = c.system_type_id
ORDER BY tt.user_type_id, c.column_id;
SELECT s.name AS procedureSchema, p.name AS procedureName, pa.name AS parameterName, pa.user_type_id AS typeID,
  bt.name AS baseName, pa.max_length AS maxLength, pa.precision, pa.scale, pa.is_output AS isOutput
FROM sys.procedures AS p
INNER JOIN sys.schemas AS s ON s.schema_id = p.schema_id
LEFT JOIN sys.parameters AS pa ON pa.object_id = p.object_id
LEFT JOIN sys.types AS bt ON bt.user_type_id = pa.system_type_id
ORDER BY p.object_id, pa.parameter_id;`;

const load = async (pool: Pool): Promise<Catalogue> => {
  const [stamps, types, procedures] = await ask(pool, CATALOGUE_SQL);
  const tableTypes = new Map<unknown, TableType & { columns: TableTypeColumn[] }>();
  for (const row of types?.rows ?? []) {
    let type = tableTypes.get(row.typeID);
    if (!type) {
      type = { schema: String(row.typeSchema), name: String(row.typeName), columns: [] };
      tableTypes.set(row.typeID, type);
    }
    type.columns.push({ name: String(row.columnName), type: typeOf(row) });
  }
  const signatures = new Map<string, Signature & { parameters: SignatureParameter[] }>();
  for (const row of procedures?.rows ?? []) {
    const key = keyOf(String(row.procedureSchema), String(row.procedureName));
    let signature = signatures.get(key);
    if (!signature) {
      signature = { schema: String(row.procedureSchema), name: String(row.procedureName), parameters: [] };
      signatures.set(key, signature);
    }
    if (row.parameterName === null) continue;
    const tableType = tableTypes.get(row.typeID);
    signature.parameters.push({
      name: String(row.parameterName).replace(/^@/, ''),
      type: tableType ? TABLE : typeOf(row),
      isOutput: row.isOutput === true,
      tableType,
    });
  }
  return { stamp: String(stamps?.rows[0]?.stamp ?? ''), signatures };
};

const TABLE: DeclaredType = { name: 'table', length: 'max', precision: 0, scale: 0 };
/** What has no base type is one of the CLR's: it goes as text. */
const typeOf = ({ baseName, maxLength, precision, scale }: Row): DeclaredType =>
  typeof baseName === 'string'
    ? declaredType({ name: baseName, maxLength: Number(maxLength), precision: Number(precision), scale: Number(scale) })
    : { name: 'nvarchar', length: 'max', precision: Number(precision), scale: Number(scale) };

const ask = (pool: Pool, text: string): Promise<readonly ResultSet[]> =>
  withConnection(pool, async (connection) => {
    const { errors, sets } = await send(connection, { text });
    if (errors[0]) throw new ProcedureFailed(errors[0]);
    return sets;
  });

const keyOf = (schema: string, name: string): string => `${schema}.${name}`.toLowerCase();

const MOST_KEYS = 10_000;
const keys = new Map<string, string>();

const lookupKey = (name: string): string => {
  let key = keys.get(name);
  if (key === undefined) {
    if (keys.size >= MOST_KEYS) keys.clear();
    key = parseName(name);
    keys.set(name, key);
  }
  return key;
};

const parseName = (name: string): string => {
  const parts = [...name.matchAll(/\s*(?:\[((?:[^\]]|\]\])*)\]|([^.[\]]+))\s*(?:\.|$)/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll(']]', ']') ?? plain?.trim() ?? '',
  );
  const [schema, procedure] = parts.length > 1 ? [parts[0], parts.slice(1).join('.')] : ['dbo', parts[0] ?? name];
  return keyOf(schema ?? 'dbo', procedure ?? name);
};
