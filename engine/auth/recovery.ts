// A new password by a link: asked for, checked, used once. Whether an address belongs to anybody is never told, neither by words nor by
// time: the letter is made after the answer.

import { layoutInfo } from '../layout-info.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { sendLetter } from './mails.ts';
import { passwordProblem } from './password-rules.ts';
import type { PasswordProblem } from './password-rules.ts';
import { askToTry } from './throttle.ts';
import { issueToken, peekToken, useToken } from './tokens.ts';
import type { TokenKind } from './tokens.ts';
import { findByEmail, findById, storePassword } from './users.ts';
import type { UserRecord } from './users.ts';

/** Links that set a password: asked for by the user, or an administrator's invitation. */
const PASSWORD_LINKS: readonly TokenKind[] = ['resetPassword', 'invite'];

export type RecoveryAsked =
  | { readonly kind: 'accepted'; readonly send: () => Promise<void> }
  | { readonly kind: 'throttled'; readonly minutes: number };

/** Accepts any address; `send` does the work after the answer is out. */
export async function askRecovery(ctx: RequestContext, email: string): Promise<RecoveryAsked> {
  const allowance = await askToTry(ctx.app.db, { purpose: 'recover', name: email, ip: ctx.ip });
  if (!allowance.isAllowed) return { kind: 'throttled', minutes: allowance.retryMinutes };
  return { kind: 'accepted', send: () => sendRecovery(ctx, email) };
}

/** The user whose link it is; undefined when it no longer works. */
export async function recoveryUser(ctx: RequestContext, token: string): Promise<UserRecord | undefined> {
  const owner = await peekToken(ctx.app.db, { token, kinds: PASSWORD_LINKS });
  const user = owner === undefined ? undefined : await findById(ctx.app.db, owner.userID);
  return user?.isActive ? user : undefined;
}

export type RecoveryOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'expired' }
  | { readonly kind: 'refused'; readonly problem: PasswordProblem };

/** Sets the password and ends every session of the user. A refused password leaves the link good. */
export async function recover(ctx: RequestContext, { token, password }: { token: string; password: string }): Promise<RecoveryOutcome> {
  const { db } = ctx.app;
  const user = await recoveryUser(ctx, token);
  if (user === undefined) return { kind: 'expired' };
  const problem = passwordProblem(password, [user.username, user.email, user.displayName]);
  if (problem !== undefined) return { kind: 'refused', problem };
  if ((await useToken(db, { token, kinds: PASSWORD_LINKS })) === undefined) return { kind: 'expired' };
  await storePassword(db, { userID: user.id, password });
  // The letter arrived, so the address is the user's.
  if (user.email !== null) await db.kysely.updateTable('platform.user').set({ isEmailConfirmed: true }).where('id', '=', user.id).execute();
  await audit(ctx, { action: 'passwordRecovered', userID: user.id, object: user.username });
  await tellPasswordChanged(ctx, user);
  return { kind: 'done' };
}

/** Tells the owner by letter, so that a change by somebody else does not go unnoticed. */
export async function tellPasswordChanged(ctx: RequestContext, user: UserRecord): Promise<void> {
  if (user.email === null || ctx.app.config.smtpUrl === undefined) return;
  await sendLetter(ctx.app, { ...(await letterTo(ctx, user, user.email)), kind: 'authPasswordChanged', path: '/recover' });
}

async function sendRecovery(ctx: RequestContext, email: string): Promise<void> {
  const user = await findByEmail(ctx.app.db, email);
  await audit(ctx, { action: 'recoveryAsked', userID: user?.id ?? null, object: user?.username });
  if (user === undefined || !user.isActive || user.email === null) return;
  const token = await issueToken(ctx.app.db, { userID: user.id, kind: 'resetPassword' });
  await sendLetter(ctx.app, { ...(await letterTo(ctx, user, user.email)), kind: 'authRecover', path: `/recover/${token}` });
}

/** What all letters to a user have in common. */
export async function letterTo(ctx: RequestContext, user: Pick<UserRecord, 'username' | 'displayName' | 'lang' | 'timeZone'>, to: string) {
  return {
    to,
    name: user.displayName || user.username,
    username: user.username,
    lang: user.lang ?? ctx.lang,
    brand: (await layoutInfo(ctx)).brand.name,
    traceId: ctx.traceId,
    timeZone: user.timeZone ?? undefined,
  };
}
