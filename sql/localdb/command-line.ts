// The options of `npm run localdb`.

import { parseArgs } from 'node:util';
import type { InstanceOptions } from './instance.ts';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'serve'; readonly options: InstanceOptions }
  | {
      readonly kind: 'backup';
      readonly file: string;
      readonly data: string | undefined;
      readonly host: string;
      readonly port: number | undefined;
      readonly password: string | undefined;
    };

/** A mistake in the options; its message is for the user. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const USAGE = `Usage:
  npm run localdb -- --data DIR | --memory [--port 14330] [--host 127.0.0.1] [--password P] [--tls-cert FILE --tls-key FILE]
  npm run localdb -- backup FILE --data DIR | --port PORT [--host 127.0.0.1] [--password P]

  --data DIR       folder of the data; made when missing
  --memory         keep nothing: the data ends with the process
  --port PORT      0 lets the system choose
  --host HOST      address to listen on
  --password P     password of the login sa; else LOCALDB_PASSWORD, else one is generated into DIR/password
  --tls-cert FILE, --tls-key FILE   certificate and key (PEM) for encrypted connections
  backup FILE      writes a copy of the data to FILE, also while the server runs`;

const DEFAULT_PORT = 14330;
const DEFAULT_HOST = '127.0.0.1';

/** Throws UsageError. */
export const readCommandLine = (args: readonly string[]): Command => {
  const { values, positionals } = parse(args);
  if (values.help === true) return { kind: 'help' };
  const port = values.port === undefined ? undefined : readPort(values.port);
  const { data, password, host = DEFAULT_HOST } = values;
  if (data === '') throw new UsageError('--data needs a folder.');
  if (password === '') throw new UsageError('--password must not be empty.');
  if (host === '') throw new UsageError('--host needs an address.');

  if (positionals[0] === 'backup') {
    const [, file, ...others] = positionals;
    if (file === undefined || file === '' || others.length > 0) throw new UsageError('backup needs the name of one file.');
    if (values.memory === true || values['tls-cert'] !== undefined || values['tls-key'] !== undefined) {
      throw new UsageError('backup takes only --data, --host, --port and --password.');
    }
    if (data === undefined && port === undefined) throw new UsageError('backup needs --data DIR or --port PORT.');
    return { kind: 'backup', file, data, host, port, password };
  }

  if (positionals.length > 0) throw new UsageError(`Unknown command '${positionals[0]}'.`);
  if (data === undefined && values.memory !== true) throw new UsageError('Give --data DIR, or --memory to keep nothing.');
  if (data !== undefined && values.memory === true) throw new UsageError('--data and --memory exclude each other.');
  const certificateFile = values['tls-cert'];
  const keyFile = values['tls-key'];
  if ((certificateFile === undefined) !== (keyFile === undefined)) throw new UsageError('--tls-cert and --tls-key need each other.');
  return {
    kind: 'serve',
    options: {
      host,
      port: port ?? DEFAULT_PORT,
      ...(data !== undefined && { data }),
      ...(password !== undefined && { password }),
      ...(certificateFile !== undefined && keyFile !== undefined && { tls: { certificateFile, keyFile } }),
    },
  };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        data: { type: 'string' },
        memory: { type: 'boolean' },
        port: { type: 'string' },
        host: { type: 'string' },
        password: { type: 'string' },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

const readPort = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`--port must be a number from 0 to 65535, not '${text}'.`);
  return port;
};
