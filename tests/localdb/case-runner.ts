// Runs T-SQL cases: a .sql file (batches separated by GO lines) with its .expected.json beside it, each in a database of its own.
// Compared are result sets (column names, type families, rows in order), error numbers and PRINT output, batch by batch.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Connection, Request } from 'tedious';

export interface BatchResult {
  readonly results: { readonly columns: readonly (readonly [string, string])[]; readonly rows: unknown[][] }[];
  readonly errors: { readonly number: number | null; readonly message: string }[];
  readonly prints: string[];
}

export interface ServerAddress {
  readonly server: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** Opens a tedious connection to a database, as the cases were recorded: no encryption, values in UTC. */
export const connect = (address: ServerAddress, database: string): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const connection = new Connection({
      server: address.server,
      authentication: { type: 'default', options: { userName: address.user, password: address.password } },
      options: {
        port: address.port,
        database,
        encrypt: false,
        trustServerCertificate: true,
        useUTC: true,
        connectTimeout: 15_000,
        requestTimeout: 30_000,
      },
    });
    connection.on('connect', (error) => (error ? reject(error) : resolve(connection)));
    // A connection that breaks fails its request; without a listener it would also end the process.
    connection.on('error', () => undefined);
    connection.connect();
  });

export const disconnect = (connection: Connection): Promise<void> =>
  new Promise((resolve) => {
    connection.on('end', () => resolve());
    connection.close();
  });

/** Types that clients cannot tell apart in practice count as one family. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  int: ['IntN', 'Int', 'TinyInt', 'SmallInt', 'BigInt'],
  bit: ['BitN', 'Bit'],
  decimal: ['DecimalN', 'NumericN', 'Decimal', 'Numeric'],
  money: ['MoneyN', 'Money', 'SmallMoney'],
  float: ['FloatN', 'Float', 'Real'],
  string: ['VarChar', 'NVarChar', 'Char', 'NChar', 'Text', 'NText', 'Xml'],
  datetime: ['DateTimeN', 'DateTime', 'SmallDateTime', 'DateTime2'],
  datetimeoffset: ['DateTimeOffset'],
  date: ['Date'],
  time: ['Time'],
  binary: ['VarBinary', 'Binary', 'Image'],
  guid: ['UniqueIdentifier', 'UniqueIdentifierN'],
  variant: ['Variant'],
};
const familyOf = new Map(Object.entries(FAMILIES).flatMap(([family, names]) => names.map((name) => [name, family] as const)));
const family = (typeName: string): string => familyOf.get(typeName) ?? typeName;

/** A value as JSON can hold it: dates as ISO text, binary as 0x..., floats to 12 digits. */
const plain = (value: unknown, kind: string): unknown => {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return `0x${value.toString('hex').toUpperCase()}`;
  if (value instanceof Date) {
    const iso = value.toISOString();
    if (kind === 'date') return iso.slice(0, 10);
    return kind === 'time' ? iso.slice(11, 23) : iso;
  }
  if (typeof value === 'bigint') return String(value);
  if (kind === 'int' && typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (kind === 'guid') return String(value).toUpperCase();
  if (typeof value === 'number' && !Number.isInteger(value)) return Number(value.toPrecision(12));
  return value;
};

/** Runs one batch and collects everything that comes back. Never rejects: errors are part of the answer. */
export const runBatch = (connection: Connection, text: string): Promise<BatchResult> =>
  new Promise((resolve) => {
    const out: BatchResult = { results: [], errors: [], prints: [] };
    const onError = (message: { number: number; message: string }): void => {
      out.errors.push({ number: message.number, message: message.message });
    };
    const onInfo = (message: { number: number; message: string }): void => {
      if (message.number === 0) out.prints.push(message.message);
    };
    connection.on('errorMessage', onError);
    connection.on('infoMessage', onInfo);
    const request = new Request(text, (error) => {
      connection.off('errorMessage', onError);
      connection.off('infoMessage', onInfo);
      if (error && out.errors.length === 0) {
        const number = 'number' in error && typeof error.number === 'number' ? error.number : null;
        out.errors.push({ number, message: error.message });
      }
      resolve(out);
    });
    request.on('columnMetadata', (columns) => {
      const list = Array.isArray(columns) ? columns : Object.values(columns);
      out.results.push({ columns: list.map((column) => [column.colName, family(column.type.name)] as const), rows: [] });
    });
    request.on('row', (columns: { value: unknown; metadata: { type: { name: string } } }[]) => {
      out.results.at(-1)?.rows.push(columns.map((column) => plain(column.value, family(column.metadata.type.name))));
    });
    connection.execSqlBatch(request);
  });

export interface Case {
  /** Path below the folder, without .sql. */
  readonly name: string;
  readonly batches: readonly string[];
  readonly expected: readonly BatchResult[];
}

const sqlFiles = (folder: string): string[] =>
  readdirSync(folder)
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return sqlFiles(path);
      return path.endsWith('.sql') ? [path] : [];
    })
    .sort();

/** All cases below a folder, in order of name. A .sql file without expectations is a mistake and throws. */
export const loadCases = (folder: string): Case[] =>
  sqlFiles(folder).map((file) => ({
    name: relative(folder, file).replace(/\.sql$/, ''),
    batches: readFileSync(file, 'utf8')
      .split(/^\s*GO\s*$/im)
      .filter((text) => text.trim() !== ''),
    expected: JSON.parse(readFileSync(file.replace(/\.sql$/, '.expected.json'), 'utf8')),
  }));

/** What a batch's answer is compared by: the text of errors is not part of it. */
export const comparable = (batches: readonly BatchResult[]): unknown =>
  batches.map((batch) => ({ results: batch.results, errors: batch.errors.map((error) => error.number), prints: batch.prints }));

/** Runs a case in a database that is made for it and dropped after it. */
export const runCase = async (address: ServerAddress, admin: Connection, database: string, subject: Case): Promise<BatchResult[]> => {
  const made = await runBatch(admin, `CREATE DATABASE ${database}`);
  const failure = made.errors[0];
  if (failure) throw new Error(`CREATE DATABASE: ${failure.message}`);
  try {
    const connection = await connect(address, database);
    const answers: BatchResult[] = [];
    for (const text of subject.batches) answers.push(await runBatch(connection, text));
    await disconnect(connection);
    return answers;
  } finally {
    await runBatch(admin, `DROP DATABASE ${database}`);
  }
};
