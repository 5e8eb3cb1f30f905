// Signing in as an operation: throttle, password, state of the user, second factor, session. Every refusal says the same, whether the name
// exists or not; only who knows the password learns more.

import type { RequestContext } from '../request-context.ts';
import { homeAddress } from '../menu.ts';
import { audit } from './audit.ts';
import { sendConfirmation } from './confirmation.ts';
import { needsRehash, verifyPassword } from './passwords.ts';
import { endSession, startSession } from './sessions.ts';
import type { StartedSession } from './sessions.ts';
import { readAuthSettings } from './settings.ts';
import { askToTry, forgiveTry, noteSuccess } from './throttle.ts';
import { issueToken, peekToken, useToken } from './tokens.ts';
import { useRecoveryCode, useTotpCode } from './totp.ts';
import { activeRoles, findById, findByLogin, renewHash } from './users.ts';
import type { UserRecord } from './users.ts';

export type SignInOutcome =
  | { readonly kind: 'signedIn'; readonly user: UserRecord }
  /** The password is right, the code is still to come. */
  | { readonly kind: 'secondStep'; readonly token: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'throttled'; readonly minutes: number }
  /** The second step came too late. */
  | { readonly kind: 'expired' };

export async function checkPassword(
  ctx: RequestContext,
  { login, password, isKept }: { login: string; password: string; isKept: boolean },
): Promise<SignInOutcome> {
  const { db } = ctx.app;
  const allowance = await askToTry(db, { purpose: 'signIn', name: login, ip: ctx.ip });
  if (!allowance.isAllowed) return { kind: 'throttled', minutes: allowance.retryMinutes };
  const user = await findByLogin(db, login);
  const fits = await verifyPassword(password, user?.passwordHash);
  if (user === undefined || !fits || !user.isActive) {
    await audit(ctx, { action: 'signInFailed', userID: user?.id ?? null, object: user?.username });
    return { kind: 'wrong' };
  }
  if (!user.isEmailConfirmed && user.email !== null && (await readAuthSettings(ctx.app)).mustConfirmEmail) {
    await sendConfirmation(ctx, { user, email: user.email });
    return { kind: 'unconfirmed' };
  }
  await noteSuccess(db, { attemptID: allowance.attemptID, userID: user.id });
  if (user.passwordHash !== null && needsRehash(user.passwordHash)) await renewHash(db, { userID: user.id, password });
  if (!user.totpEnabled) return { kind: 'signedIn', user };
  return { kind: 'secondStep', token: await issueToken(db, { userID: user.id, kind: 'secondFactor', data: isKept ? 'keep' : null }) };
}

/** The second step: a code of the app or a recovery code, used up together with the token of the first step. */
export async function checkSecondFactor(
  ctx: RequestContext,
  { token, code }: { token: string; code: string },
): Promise<{ outcome: SignInOutcome; isKept: boolean }> {
  const { app } = ctx;
  const owner = await peekToken(app.db, { token, kinds: ['secondFactor'] });
  const isKept = owner?.data === 'keep';
  const user = owner === undefined ? undefined : await findById(app.db, owner.userID);
  if (user === undefined || !user.isActive || !user.totpEnabled) return { outcome: { kind: 'expired' }, isKept };
  const allowance = await askToTry(app.db, { purpose: 'secondFactor', name: String(user.id), ip: ctx.ip });
  if (!allowance.isAllowed) return { outcome: { kind: 'throttled', minutes: allowance.retryMinutes }, isKept };
  const isTotp = await useTotpCode(app, user, code);
  const isRecovery = !isTotp && (await useRecoveryCode(app, user.id, code));
  if (!isTotp && !isRecovery) {
    await audit(ctx, { action: 'secondFactorFailed', userID: user.id, object: user.username });
    return { outcome: { kind: 'wrong' }, isKept };
  }
  if ((await useToken(app.db, { token, kinds: ['secondFactor'] })) === undefined) return { outcome: { kind: 'expired' }, isKept };
  await forgiveTry(app.db, allowance.attemptID);
  if (isRecovery) await audit(ctx, { action: 'recoveryCodeUsed', userID: user.id, object: user.username });
  return { outcome: { kind: 'signedIn', user }, isKept };
}

/** Opens a new session; the one that the browser had before is ended, so that no token survives a sign-in. */
export async function openSession(
  ctx: RequestContext,
  { user, isKept, userAgent, oldToken }: { user: UserRecord; isKept: boolean; userAgent: string | undefined; oldToken: string | undefined },
): Promise<{ session: StartedSession; home: string }> {
  const { db } = ctx.app;
  if (oldToken !== undefined) await endSession(db, oldToken);
  // Who never chose a language goes on in the one they signed in with.
  if (user.lang === null) await db.kysely.updateTable('platform.user').set({ lang: ctx.lang }).where('id', '=', user.id).execute();
  const settings = await readAuthSettings(ctx.app);
  const session = await startSession(db, { userID: user.id, ip: ctx.ip, userAgent, isKept, settings });
  await audit(ctx, { action: 'signIn', userID: user.id, object: user.username });
  const visitor = { ...ctx.visitor, userID: user.id, username: user.username, roles: new Set(await activeRoles(db, user.id)) };
  return { session, home: homeAddress({ ...ctx, visitor }) ?? '/me' };
}
