// Secrets that the database keeps only encrypted (second factors, secret settings): AES-256-GCM under the installation's key. A copy of
// the database alone opens nothing. The key is SECRET_KEY, else a file in the data folder made at the first need.

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** What the encryption key is read from. */
export type KeySource = Pick<Config, 'dataDir'> & { readonly secretKey?: string | undefined };

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const keys = new Map<string, Buffer>();

/** Encrypts; `subject` (such as `totp:15`) is bound to the result, so that it cannot be moved to another row. */
export function seal(source: KeySource, { subject, text }: { subject: string; text: string }): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(source), iv).setAAD(Buffer.from(subject));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${VERSION}:${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')}`;
}

/** Decrypts what `seal` made for the same subject; throws when it was changed or the key is another. */
export function unseal(source: KeySource, { subject, sealed }: { subject: string; sealed: string }): string {
  if (!sealed.startsWith(`${VERSION}:`)) throw new Error('the secret is not in a known format');
  const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(source), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(subject)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** A keyed fingerprint: short codes cannot be guessed from a copy of the database. */
export function fingerprint(source: KeySource, text: string): string {
  return createHmac('sha256', keyOf(source)).update(text).digest('base64url');
}

function keyOf(source: KeySource): Buffer {
  const name = `${source.secretKey ?? ''}\n${source.dataDir}`;
  let key = keys.get(name);
  if (key === undefined) {
    key = Buffer.from(hkdfSync('sha256', source.secretKey || keyFile(source.dataDir), '', 'peregrine secrets', 32));
    keys.set(name, key);
  }
  return key;
}

/** Two processes may make it at once: the one that comes second reads the other's. */
function keyFile(dataDir: string): string {
  if (dataDir === ':memory:') return randomBytes(32).toString('hex');
  const file = join(dataDir, 'secret.key');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8').trim();
}
