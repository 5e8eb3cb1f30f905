// The password of the login sa: given, from the environment, or generated once and kept beside the data.

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ChosenPassword {
  readonly password: string;
  /** Nobody but the server knows it yet. */
  readonly isGenerated: boolean;
}

/** The file that keeps a generated password. */
export const passwordFile = (folder: string): string => join(folder, 'password');

/** The password given, else LOCALDB_PASSWORD, else the one kept in the data folder, else a new one, kept there. */
export const choosePassword = (given: string | undefined, folder: string | undefined): ChosenPassword => {
  const known = given ?? (process.env.LOCALDB_PASSWORD || undefined);
  if (known !== undefined) return { password: known, isGenerated: false };
  const kept = folder === undefined ? undefined : keptPassword(folder);
  if (kept !== undefined) return { password: kept, isGenerated: false };
  const password = randomBytes(18).toString('base64url');
  if (folder !== undefined) keep(folder, password);
  return { password, isGenerated: true };
};

/** The password in a data folder; undefined when none was generated there. */
export const keptPassword = (folder: string): string | undefined => {
  try {
    return readFileSync(passwordFile(folder), 'utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

const keep = (folder: string, password: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = passwordFile(folder);
  writeFileSync(file, `${password}\n`, { mode: 0o600 });
  // The mode above holds for new files only.
  chmodSync(file, 0o600);
};
