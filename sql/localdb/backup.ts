// `npm run localdb -- backup FILE`: asks the server that has the data folder for a copy, or copies the data itself when no
// server runs.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Connection, Request, TYPES } from 'tedious';
import type { Address } from './address-file.ts';
import { readAddress } from './address-file.ts';
import { createEngine } from './execution/engine.ts';
import { keptPassword } from './password.ts';
import { BACKUP_PROCEDURE } from './tds/requests.ts';

export interface BackupOptions {
  readonly file: string;
  readonly data: string | undefined;
  readonly host: string;
  /** A running server's port; else the one of the data folder's server. */
  readonly port: number | undefined;
  readonly password: string | undefined;
}

/** Writes the copy; throws an Error that says why it can't. */
export const runBackup = async (options: BackupOptions): Promise<void> => {
  const file = resolve(options.file);
  if (existsSync(file)) throw new Error(`${file} exists already; give the name of a new file.`);
  const { data } = options;
  const password = options.password ?? (process.env.LOCALDB_PASSWORD || undefined) ?? (data === undefined ? undefined : keptPassword(data));
  if (options.port !== undefined) {
    await askServer({ host: options.host, port: options.port }, password, file);
    return;
  }
  if (data === undefined) return;
  if (!existsSync(data)) throw new Error(`There is no data folder ${data}.`);
  const address = readAddress(data);
  const asked =
    address === undefined ? new NobodyListens('no server') : await askServer(address, password, file).catch(onlyIfNobodyListens);
  // The lock on the folder decides: a server that runs there after all makes this fail.
  if (asked !== undefined) await copyUnused(data, file);
};

/** The connection couldn't be made: the address was left behind by a server that was killed. */
class NobodyListens extends Error {}

const onlyIfNobodyListens = (error: unknown): NobodyListens => {
  if (error instanceof NobodyListens) return error;
  throw error;
};

const copyUnused = async (data: string, file: string): Promise<void> => {
  const engine = createEngine({ folder: data });
  try {
    await engine.backup(file);
  } finally {
    await engine.close();
  }
};

const askServer = (address: Address, password: string | undefined, file: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const connection = new Connection({
      server: address.host,
      authentication: { type: 'default', options: { userName: 'sa', password: password ?? '' } },
      options: { port: address.port, encrypt: false, connectTimeout: 5000, requestTimeout: 0, appName: 'LocalDB backup' },
    });
    connection.connect((error) => {
      if (error) {
        const isRefused = 'code' in error && error.code === 'ESOCKET';
        const message = `No backup from ${address.host}:${address.port}: ${error.message}`;
        reject(isRefused ? new NobodyListens(message) : new Error(message));
        return;
      }
      const request = new Request(BACKUP_PROCEDURE, (failure) => {
        connection.close();
        if (failure) reject(new Error(`No backup: ${failure.message}`));
        else resolve();
      });
      request.addParameter('file', TYPES.NVarChar, file);
      connection.callProcedure(request);
    });
  });
