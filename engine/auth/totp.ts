// The second factor: time-based codes (RFC 6238) and recovery codes for a lost phone. The key is kept encrypted; every code serves once,
// also when twenty requests bring it at the same moment.

import { randomInt } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { DEFAULT_BRAND } from '../../renderer/layout.ts';
import type { App } from '../app.ts';
import { fingerprint, seal, unseal } from './secret-box.ts';
import type { UserRecord } from './users.ts';

type Vault = Pick<App, 'db' | 'config'>;
type TotpOwner = Pick<UserRecord, 'id' | 'username' | 'totpSecret'>;

const PERIOD_SECONDS = 30;
const DIGITS = 6;
/** Steps before and after the server's own that are accepted: phones' clocks are not exact. */
const WINDOW = 1;
const KEY_BYTES = 20;
const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CODE_LENGTH = 10;

/** Makes a key for the user and keeps it, not yet in force. Answers what the app needs. */
export async function beginTotp(vault: Vault, user: TotpOwner): Promise<void> {
  const sealed = seal(vault.config, { subject: subjectOf(user), text: new Secret({ size: KEY_BYTES }).base32 });
  await vault.db.kysely
    .updateTable('platform.user')
    .set({ totpSecret: sealed, totpLastStep: null })
    .where('id', '=', user.id)
    .where('totpEnabled', '=', false)
    .execute();
}

/** The key as text and as the address that apps read from a picture. */
export function totpKey(vault: Vault, user: TotpOwner): { key: string; uri: string } | undefined {
  const totp = totpOf(vault, user);
  return totp === undefined ? undefined : { key: totp.secret.base32, uri: totp.toString() };
}

/** Whether the code is right now and was not used before; it is used up by this. */
export async function useTotpCode(vault: Vault, user: TotpOwner, code: string): Promise<boolean> {
  const token = code.replace(/[\s-]/g, '');
  const totp = totpOf(vault, user);
  if (totp === undefined || !/^\d{6}$/.test(token)) return false;
  const now = Date.now();
  const delta = totp.validate({ token, timestamp: now, window: WINDOW });
  if (delta === null) return false;
  const step = String(Math.floor(now / 1000 / PERIOD_SECONDS) + delta);
  const { numUpdatedRows } = await vault.db.kysely
    .updateTable('platform.user')
    .set({ totpLastStep: step })
    .where('id', '=', user.id)
    .where((row) => row.or([row('totpLastStep', 'is', null), row('totpLastStep', '<', step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts the key in force and makes the first recovery codes, shown this once. */
export async function enableTotp(vault: Vault, userID: number): Promise<string[]> {
  await vault.db.kysely.updateTable('platform.user').set({ totpEnabled: true }).where('id', '=', userID).execute();
  return makeRecoveryCodes(vault, userID);
}

export async function disableTotp({ db }: Vault, userID: number): Promise<void> {
  await db.kysely.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('platform.user')
      .set({ totpEnabled: false, totpSecret: null, totpLastStep: null })
      .where('id', '=', userID)
      .execute();
    await transaction.deleteFrom('platform.recovery_code').where('userID', '=', userID).execute();
  });
}

/** New recovery codes; the old ones stop working. Only their fingerprints are kept. */
export async function makeRecoveryCodes({ db, config }: Vault, userID: number): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
  });
  await db.kysely.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('platform.recovery_code').where('userID', '=', userID).execute();
    await transaction
      .insertInto('platform.recovery_code')
      .values(codes.map((code) => ({ userID, codeHash: codeHash(config, userID, code), usedAt: null })))
      .execute();
  });
  return codes;
}

/** Whether it is one of the user's unused recovery codes; it is used up by this. */
export async function useRecoveryCode({ db, config }: Vault, userID: number, code: string): Promise<boolean> {
  const { numUpdatedRows } = await db.kysely
    .updateTable('platform.recovery_code')
    .set({ usedAt: new Date() })
    .where('userID', '=', userID)
    .where('codeHash', '=', codeHash(config, userID, code))
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function recoveryCodesLeft({ db }: Vault, userID: number): Promise<number> {
  const row = await db.kysely
    .selectFrom('platform.recovery_code')
    .select((select) => select.fn.countAll<number>().as('left'))
    .where('userID', '=', userID)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return Number(row?.left ?? 0);
}

function totpOf({ config }: Vault, user: TotpOwner): TOTP | undefined {
  if (user.totpSecret === null) return undefined;
  const secret = Secret.fromBase32(unseal(config, { subject: subjectOf(user), sealed: user.totpSecret }));
  return new TOTP({ issuer: DEFAULT_BRAND.name, label: user.username, algorithm: 'SHA1', digits: DIGITS, period: PERIOD_SECONDS, secret });
}

function subjectOf({ id }: Pick<TotpOwner, 'id'>): string {
  return `totp:${id}`;
}

function codeHash(config: App['config'], userID: number, code: string): string {
  return fingerprint(config, `recovery:${userID}:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}
