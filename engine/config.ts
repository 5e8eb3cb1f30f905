// The process's configuration: read from the environment and the command line once, validated as a whole, never read again elsewhere.

import { isIP } from 'node:net';
import { resolve } from 'node:path';

export interface Config {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly dataDir: string;
  /** Absent: the embedded LocalDB in `dataDir`. */
  readonly mssqlUrl: string | undefined;
  /** Public address without a trailing slash; every link in a mail is built from it and from nothing else. */
  readonly baseUrl: string;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly logLevel: string;
  /** Opens what the database keeps encrypted; without it a key file in the data folder. Processes on one database need the same. */
  readonly secretKey?: string | undefined;
  readonly poolSize: number;
  readonly procedureTimeoutMs: number;
  /** A second login that may change the schema, for the developer's cabinet alone; absent: it uses the runtime's own. */
  readonly developerMssqlUrl?: string | undefined;
  /** Whether the developer's cabinet exists at all. */
  readonly isAdminOn: boolean;
  /** A read that shows nothing for so long is given up. */
  readonly requestTimeoutMs: number;
  /** Start without the order-processing solution. */
  readonly isBlank: boolean;
  /** Install the component gallery beside whatever there is. */
  readonly hasGallery: boolean;
  /** Where LocalDB can be reached by SQL clients of this machine. */
  readonly localDbPort: number;
  /** Behind a reverse proxy: believe its X-Forwarded-* headers. */
  readonly isBehindProxy: boolean;
  /** Opens `/metrics` to other machines: `Authorization: Bearer …`. Without it only this machine reads them. */
  readonly metricsToken?: string | undefined;
  /** Calls of the API without a key that holds which one address may make a minute before it is not heard. */
  readonly apiRefusalsPerMinute: number;
  /** Largest upload in bytes, whatever a resource type says. */
  readonly maxUploadBytes: number;
}

/** All problems of the configuration at once, each naming its variable and what it may hold. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];
const OPTIONS = ['--blank', '--gallery'];

/** Reads the environment (`PORT`, `HOST`, `DATA_DIR`, `MSSQL_URL`, `BASE_URL`, …; the README lists them), `--blank` and `--gallery`. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[], root: string): Config {
  const problems: string[] = [];
  const unknown = args.filter((arg) => !OPTIONS.includes(arg));
  if (unknown.length > 0) problems.push(`unknown option ${unknown.join(' ')}; there is ${OPTIONS.join(', ')}`);

  const host = text(env.HOST) ?? '127.0.0.1';
  const port = integer({ env, name: 'PORT', least: 0, most: 65_535, standard: 3000, problems });
  const config: Config = {
    host,
    port,
    dataDir: resolve(root, text(env.DATA_DIR) ?? 'data'),
    mssqlUrl: text(env.MSSQL_URL),
    baseUrl: baseUrl({ given: text(env.BASE_URL), host, port, problems }),
    smtpUrl: smtpUrl(text(env.SMTP_URL), problems),
    mailFrom: text(env.MAIL_FROM) ?? 'Peregrine <no-reply@localhost>',
    logLevel: oneOf({ env, name: 'LOG_LEVEL', values: LOG_LEVELS, standard: 'info', problems }),
    secretKey: text(env.SECRET_KEY),
    poolSize: integer({ env, name: 'SQL_POOL_SIZE', least: 1, most: 1000, standard: 20, problems }),
    procedureTimeoutMs: 1000 * integer({ env, name: 'PROCEDURE_TIMEOUT', least: 1, most: 3600, standard: 30, problems }),
    developerMssqlUrl: text(env.MSSQL_DEVELOPER_URL),
    isAdminOn: oneOf({ env, name: 'ADMIN', values: ['on', 'off'], standard: 'on', problems }) === 'on',
    requestTimeoutMs: 1000 * integer({ env, name: 'REQUEST_TIMEOUT', least: 1, most: 86_400, standard: 120, problems }),
    isBlank: args.includes('--blank'),
    hasGallery: args.includes('--gallery'),
    localDbPort: integer({ env, name: 'LOCALDB_PORT', least: 0, most: 65_535, standard: 14_330, problems }),
    isBehindProxy: oneOf({ env, name: 'BEHIND_PROXY', values: ['0', '1'], standard: '0', problems }) === '1',
    metricsToken: metricsToken(text(env.METRICS_TOKEN), problems),
    apiRefusalsPerMinute: integer({ env, name: 'API_REFUSALS_PER_MINUTE', least: 1, most: 1_000_000, standard: 30, problems }),
    maxUploadBytes: 1024 * 1024 * integer({ env, name: 'MAX_UPLOAD_MB', least: 1, most: 4096, standard: 25, problems }),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Whether the host is this machine itself: a server bound to it is reachable, and a request from it comes, from here alone. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  const v4 = host.replace(/^::ffff:/i, '');
  return isIP(v4) === 4 && v4.startsWith('127.');
}

function text(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed ? trimmed : undefined;
}

interface IntegerRule {
  env: Readonly<Record<string, string | undefined>>;
  name: string;
  least: number;
  most: number;
  standard: number;
  problems: string[];
}

function integer({ env, name, least, most, standard, problems }: IntegerRule): number {
  const given = text(env[name]);
  if (given === undefined) return standard;
  const value = Number(given);
  if (/^\d+$/.test(given) && value >= least && value <= most) return value;
  problems.push(`${name} is "${given}"; it must be a whole number from ${least} to ${most}`);
  return standard;
}

interface ChoiceRule {
  env: Readonly<Record<string, string | undefined>>;
  name: string;
  values: readonly string[];
  standard: string;
  problems: string[];
}

function oneOf({ env, name, values, standard, problems }: ChoiceRule): string {
  const given = text(env[name]);
  if (given === undefined) return standard;
  if (values.includes(given)) return given;
  problems.push(`${name} is "${given}"; it must be one of ${values.join(', ')}`);
  return standard;
}

function baseUrl({ given, host, port, problems }: { given: string | undefined; host: string; port: number; problems: string[] }): string {
  if (given === undefined) {
    const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    return `http://${name}:${port}`;
  }
  const url = URL.parse(given);
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    problems.push(`BASE_URL is "${given}"; it must be the public address such as https://orders.example.com`);
    return given;
  }
  return given.replace(/\/+$/, '');
}

function metricsToken(given: string | undefined, problems: string[]): string | undefined {
  if (given !== undefined && given.length < 16) problems.push('METRICS_TOKEN must have at least 16 characters');
  return given;
}

function smtpUrl(given: string | undefined, problems: string[]): string | undefined {
  if (given === undefined) return undefined;
  const url = URL.parse(given);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    problems.push('SMTP_URL must look like smtp://user:password@host:587 or smtps://…');
  return given;
}
