// Confirmation of an e-mail address: a letter with a link, and what the link does. A new address is kept with the token and replaces the
// old one only when it is confirmed.

import { layoutInfo } from '../layout-info.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { sendLetter } from './mails.ts';
import { issueToken, useToken } from './tokens.ts';
import { findByLogin, isDuplicateKey } from './users.ts';
import type { UserRecord } from './users.ts';

/** Sends the link to the address that is to be confirmed. */
export async function sendConfirmation(
  ctx: RequestContext,
  { user, email }: { user: Pick<UserRecord, 'id' | 'username' | 'displayName'>; email: string },
): Promise<void> {
  const token = await issueToken(ctx.app.db, { userID: user.id, kind: 'confirmEmail', data: email });
  await sendLetter(ctx.app, {
    kind: 'authConfirm',
    to: email,
    name: user.displayName || user.username,
    username: user.username,
    lang: ctx.lang,
    brand: (await layoutInfo(ctx)).brand.name,
    path: `/confirm-email/${token}`,
    traceId: ctx.traceId,
  });
}

/** Uses the link; false when it no longer works or the address has become somebody else's. */
export async function confirmEmail(ctx: RequestContext, token: string): Promise<boolean> {
  const { db } = ctx.app;
  const owner = await useToken(db, { token, kinds: ['confirmEmail'] });
  if (owner === undefined || owner.data === null) return false;
  const namesake = await findByLogin(db, owner.data);
  if (namesake !== undefined && namesake.id !== owner.userID) return false;
  try {
    await db.kysely
      .updateTable('platform.user')
      .set({ email: owner.data, isEmailConfirmed: true })
      .where('id', '=', owner.userID)
      .execute();
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
  await audit(ctx, { action: 'emailConfirmed', userID: owner.userID });
  return true;
}
