// Where the database is: reads `mssql://user:password@host:port/database?encrypt=…` and ADO-style `Server=…;Database=…` strings.
// A wrong one ends in a ConfigurationError that never repeats the password.

import type { ConnectionConfiguration } from 'tedious';
import { ConfigurationError } from './errors.ts';

export interface DatabaseAddress {
  readonly host: string;
  /** Absent when a named instance's browser service must be asked for it. */
  readonly port: number | undefined;
  readonly instance: string | undefined;
  readonly user: string;
  readonly password: string;
  /** Absent when the address names none. */
  readonly database: string | undefined;
  readonly shouldEncrypt: boolean;
  readonly shouldTrustServerCertificate: boolean;
  readonly isReadOnlyIntent: boolean;
}

const DEFAULT_PORT = 1433;

/** Reads either form of connection string. */
export const parseAddress = (text: string): DatabaseAddress => {
  const trimmed = text.trim();
  if (/^(mssql|sqlserver):\/\//i.test(trimmed)) return parseUrl(trimmed);
  if (/^[a-z ]+=/i.test(trimmed)) return parsePairs(trimmed);
  throw new ConfigurationError(
    'The database address is neither a URL (mssql://user:password@host:1433/database) nor a connection string (Server=…;Database=…;User Id=…;Password=…).',
  );
};

/** What tedious needs to log in at that address. */
export const configurationOf = (
  address: DatabaseAddress,
  login: { database: string; applicationName: string },
): ConnectionConfiguration => ({
  server: address.host,
  authentication: { type: 'default', options: { userName: address.user, password: address.password } },
  options: {
    ...(address.instance === undefined ? { port: address.port ?? DEFAULT_PORT } : { instanceName: address.instance }),
    database: login.database,
    appName: login.applicationName,
    encrypt: address.shouldEncrypt,
    trustServerCertificate: address.shouldTrustServerCertificate,
    readOnlyIntent: address.isReadOnlyIntent,
    useUTC: true,
    // Time limits are ours, for the whole request: tedious stops its own at the first packet of the answer.
    requestTimeout: 0,
    cancelTimeout: 5_000,
    connectTimeout: 15_000,
    enableArithAbort: true,
    // An answer of a page of rows in one packet instead of several; the server may lower it.
    packetSize: 16_384,
  },
});

const parseUrl = (text: string): DatabaseAddress => {
  let url: URL;
  try {
    url = new URL(text.replace(/^[a-z]+:/i, 'mssql:'));
  } catch (error) {
    throw new ConfigurationError('The database URL cannot be read. Special characters of the password must be percent-encoded.', error);
  }
  const known = new Set(['encrypt', 'trustservercertificate', 'database', 'instance', 'applicationintent']);
  const query = new Map<string, string>();
  for (const [key, value] of url.searchParams) {
    if (!known.has(key.toLowerCase())) throw new ConfigurationError(`The database URL has the unknown option "${key}".`);
    query.set(key.toLowerCase(), value);
  }
  return checked({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : Number(url.port),
    instance: query.get('instance'),
    user: decoded(url.username),
    password: decoded(url.password),
    database: query.get('database') ?? (decoded(url.pathname.slice(1)) || undefined),
    shouldEncrypt: flag('encrypt', query.get('encrypt'), true),
    shouldTrustServerCertificate: flag('trustServerCertificate', query.get('trustservercertificate'), false),
    isReadOnlyIntent: query.get('applicationintent')?.toLowerCase() === 'readonly',
  });
};

const parsePairs = (text: string): DatabaseAddress => {
  const pairs = new Map<string, string>();
  for (const [, key = '', quoted, plain] of text.matchAll(/([^=;]+)=\s*(?:"((?:[^"]|"")*)"|([^;]*))\s*(?:;|$)/g)) {
    pairs.set(key.trim().toLowerCase().replaceAll(' ', ''), quoted?.replaceAll('""', '"') ?? plain?.trim() ?? '');
  }
  const first = (...keys: readonly string[]): string | undefined => keys.map((key) => pairs.get(key)).find((value) => value !== undefined);
  const server = (first('server', 'datasource', 'address', 'addr') ?? '').replace(/^tcp:/i, '');
  const [place = '', port] = server.split(',');
  const [host = '', instance] = place.split('\\');
  return checked({
    host: host === '.' || host.toLowerCase() === '(local)' ? 'localhost' : host,
    port: port === undefined ? undefined : Number(port),
    instance: port === undefined ? instance : undefined,
    user: first('userid', 'uid', 'user') ?? '',
    password: first('password', 'pwd') ?? '',
    database: first('database', 'initialcatalog') || undefined,
    shouldEncrypt: flag('Encrypt', first('encrypt'), true),
    shouldTrustServerCertificate: flag('TrustServerCertificate', first('trustservercertificate'), false),
    isReadOnlyIntent: first('applicationintent')?.toLowerCase() === 'readonly',
  });
};

const checked = (address: DatabaseAddress): DatabaseAddress => {
  if (address.host === '') throw new ConfigurationError('The database address names no server.');
  if (address.port !== undefined && !(Number.isInteger(address.port) && address.port > 0 && address.port < 65_536)) {
    throw new ConfigurationError('The port of the database address is not a number from 1 to 65535.');
  }
  if (address.user === '') throw new ConfigurationError('The database address names no user; SQL Server authentication is needed.');
  return address;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    throw new ConfigurationError('The database URL has a wrong percent-encoding; write % as %25.', error);
  }
};

const flag = (name: string, text: string | undefined, otherwise: boolean): boolean => {
  if (text === undefined || text === '') return otherwise;
  if (/^(true|yes|1|mandatory|strict)$/i.test(text)) return true;
  if (/^(false|no|0|optional)$/i.test(text)) return false;
  throw new ConfigurationError(`The option ${name} of the database address must be true or false.`);
};
