// One-time tokens for links and for the second step of signing in: 32 random bytes, of which the database has only the hash. A token
// serves once, also when two requests bring it at the same moment.

import { randomBytes } from 'node:crypto';
import type { Database } from '../../sql/connection.ts';
import type { UserTokenTable } from '../../sql/platform-tables/users.ts';
import { hashToken } from '../request-begin.ts';

export type TokenKind = UserTokenTable['kind'];

export interface TokenOwner {
  readonly userID: number;
  readonly data: string | null;
}

const LIFETIME_MINUTES: Readonly<Record<TokenKind, number>> = {
  confirmEmail: 72 * 60,
  resetPassword: 60,
  invite: 7 * 24 * 60,
  secondFactor: 5,
};
const TOKEN_BYTES = 32;

export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function tokenMinutes(kind: TokenKind): number {
  return LIFETIME_MINUTES[kind];
}

/** Makes a token; earlier ones of the same kind for this user serve no more. */
export async function issueToken(
  db: Database,
  { userID, kind, data = null }: { userID: number; kind: TokenKind; data?: string | null },
): Promise<string> {
  const token = newToken();
  const now = new Date();
  // Half-done sign-ins on two devices may go on side by side.
  if (kind !== 'secondFactor') await dropTokens(db, { userID, kind });
  await db.kysely
    .insertInto('platform.user_token')
    .values({
      userID,
      kind,
      data,
      tokenHash: hashToken(token),
      expires: new Date(now.getTime() + LIFETIME_MINUTES[kind] * 60_000),
      usedAt: null,
    })
    .execute();
  return token;
}

/** Whose token it is, without using it up; undefined when it is unknown, used or too old. */
export async function peekToken(
  db: Database,
  { token, kinds }: { token: string; kinds: readonly TokenKind[] },
): Promise<(TokenOwner & { kind: TokenKind }) | undefined> {
  return db.kysely
    .selectFrom('platform.user_token')
    .select(['userID', 'data', 'kind'])
    .where('tokenHash', '=', hashToken(token))
    .where('kind', 'in', [...kinds])
    .where('usedAt', 'is', null)
    .where('expires', '>', new Date())
    .executeTakeFirst();
}

/** Uses the token up; undefined when somebody else did, or it never was valid. */
export async function useToken(
  db: Database,
  { token, kinds }: { token: string; kinds: readonly TokenKind[] },
): Promise<TokenOwner | undefined> {
  const owner = await peekToken(db, { token, kinds });
  if (owner === undefined) return undefined;
  const { numUpdatedRows } = await db.kysely
    .updateTable('platform.user_token')
    .set({ usedAt: new Date() })
    .where('tokenHash', '=', hashToken(token))
    .where('usedAt', 'is', null)
    .where('expires', '>', new Date())
    .executeTakeFirst();
  return numUpdatedRows === 1n ? owner : undefined;
}

async function dropTokens(db: Database, { userID, kind }: { userID: number; kind: TokenKind }): Promise<void> {
  await db.kysely
    .deleteFrom('platform.user_token')
    .where('userID', '=', userID)
    .where('kind', '=', kind)
    .where('usedAt', 'is', null)
    .execute();
}
