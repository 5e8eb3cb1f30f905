// Where the server of a data folder listens: written when it is ready, removed when it stops, so that the command
// `backup` finds it. It may be left behind by a killed server; whoever reads it must expect nobody there.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Address {
  readonly host: string;
  readonly port: number;
}

const addressFile = (folder: string): string => join(folder, 'address.json');

export const writeAddress = (folder: string, address: Address): void =>
  writeFileSync(addressFile(folder), `${JSON.stringify(address)}\n`, { mode: 0o600 });

export const removeAddress = (folder: string): void => rmSync(addressFile(folder), { force: true });

/** Undefined when there is no file or it isn't one of ours. */
export const readAddress = (folder: string): Address | undefined => {
  try {
    const { host, port } = JSON.parse(readFileSync(addressFile(folder), 'utf8'));
    return typeof host === 'string' && Number.isInteger(port) ? { host, port } : undefined;
  } catch {
    return undefined;
  }
};
