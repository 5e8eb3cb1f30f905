// What the profile's pages share on the server: who may open them, the cabinet around them, the question for the current password.

import { renderAlert } from '../../renderer/feedback.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { html } from '../../renderer/html.ts';
import { renderCabinet } from '../../renderer/layout.ts';
import { t } from '../../renderer/locale.ts';
import type { TextKey } from '../../renderer/locale.ts';
import { renderProfileTabs } from '../../renderer/profile.ts';
import type { ProfileTab } from '../../renderer/profile.ts';
import { RequestError } from '../errors.ts';
import { layoutInfo } from '../layout-info.ts';
import { loadMenu } from '../menu.ts';
import { renderContextOf } from '../render-context.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { verifyPassword } from './passwords.ts';
import { askToTry, forgiveTry } from './throttle.ts';
import { findById } from './users.ts';
import type { UserRecord } from './users.ts';

/** The signed-in user's own record. Throws signInRequired. */
export async function ownUser(ctx: RequestContext): Promise<UserRecord> {
  const { userID } = ctx.visitor;
  const user = userID === null ? undefined : await findById(ctx.app.db, userID);
  if (user === undefined) throw new RequestError('signInRequired', { detail: 'the profile needs a signed-in user' });
  return user;
}

/** The same for what only the owner may change: whoever acts as the user is refused. */
export async function ownerAlone(ctx: RequestContext): Promise<UserRecord> {
  const user = await ownUser(ctx);
  if (ctx.visitor.realUsername !== null) throw new RequestError('forbidden', { text: t(ctx.lang, 'profile.impersonating') });
  return user;
}

/** Why the current password does not open a change, in words; undefined when it does. Guesses are limited. */
export async function passwordRefusal(ctx: RequestContext, user: UserRecord, password: string): Promise<string | undefined> {
  const allowance = await askToTry(ctx.app.db, { purpose: 'password', name: String(user.id), ip: ctx.ip });
  if (!allowance.isAllowed) return t(ctx.lang, 'auth.throttled', { count: allowance.retryMinutes });
  if (await verifyPassword(password, user.passwordHash)) {
    await forgiveTry(ctx.app.db, allowance.attemptID);
    return undefined;
  }
  await audit(ctx, { action: 'passwordRefused', userID: user.id, object: user.username });
  return t(ctx.lang, 'profile.currentWrong');
}

/** A page of the profile inside the cabinet. */
export async function ownPage(ctx: RequestContext, tab: ProfileTab, body: SafeHtml): Promise<string> {
  const [info, groups] = await Promise.all([layoutInfo(ctx), loadMenu(ctx, { current: '', own: undefined })]);
  const render = renderContextOf(ctx);
  const title = t(ctx.lang, 'profile.title');
  return renderCabinet({
    ctx: render,
    title,
    brand: info.brand,
    head: { title, lead: t(ctx.lang, 'profile.lead') },
    menu: { groups },
    notifications: { unread: ctx.unreadNotifications },
    search: info.search,
    banner: info.banner,
    body: html`${renderProfileTabs(render, tab)}${body}`,
  });
}

const NEWS: Readonly<Record<string, TextKey>> = {
  saved: 'profile.saved',
  avatarSaved: 'profile.avatarSaved',
  avatarRemoved: 'profile.avatarRemoved',
  passwordChanged: 'profile.passwordChanged',
  totpDisabled: 'profile.totpDisabled',
  ended: 'profile.endedOne',
  emailConfirmed: 'auth.noticeEmailConfirmed',
};

/** What the redirect before this page had done; unknown codes in the address say nothing. */
export function ownNews(ctx: RequestContext): SafeHtml | undefined {
  const code = ctx.params.get('notice') ?? '';
  const key = Object.hasOwn(NEWS, code) ? NEWS[code] : undefined;
  return key === undefined ? undefined : renderAlert('success', { text: t(ctx.lang, key) });
}
