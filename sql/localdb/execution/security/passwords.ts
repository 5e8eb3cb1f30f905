// Passwords of logins: kept as salted scrypt hashes that carry their parameters, and compared in constant time.

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const COST = { N: 16384, r: 8, p: 1 };
const LENGTH = 32;
const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** `scrypt$N$r$p$salt$hash`, the last two in base64url. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return `scrypt$${COST.N}$${COST.r}$${COST.p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
};

/** Takes as long when there is nothing to compare with (`stored` undefined), so that time does not tell which logins there are. */
export const isPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, n, r, p, salt, hash] = FORM.exec(stored ?? '') ?? [];
  if (salt === undefined || hash === undefined) {
    await derive(password, NO_SALT, COST);
    return false;
  }
  const expected = Buffer.from(hash, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) });
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const NO_SALT = Buffer.alloc(16);

const derive = (password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // As UTF-16, the form in which clients send it: any text is a password of its own.
    scrypt(Buffer.from(password, 'utf16le'), salt, LENGTH, { ...cost, maxmem: 256 * cost.N * cost.r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
