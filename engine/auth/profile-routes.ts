// Addresses of the profile: about oneself, e-mail, picture.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { renderAlert } from '../../renderer/feedback.ts';
import { t } from '../../renderer/locale.ts';
import { renderProfile } from '../../renderer/profile.ts';
import { RequestError } from '../errors.ts';
import { renderContextOf } from '../render-context.ts';
import { readLook } from '../request-begin.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { LARGEST_AVATAR, openAvatar, removeAvatar, storeAvatar } from './avatar.ts';
import { sendConfirmation } from './confirmation.ts';
import { fieldText, formSchema, goTo, sendPage } from './door.ts';
import { isEmail } from './email.ts';
import { ownNews, ownPage, ownUser, ownerAlone, passwordRefusal } from './own-page.ts';
import { keepLook, saveLook } from './preferences.ts';
import type { OwnLook } from './preferences.ts';
import { findByLogin } from './users.ts';

interface Shown {
  readonly errors?: Readonly<Record<string, string>>;
  /** What was entered, where it is not what is stored. */
  readonly entered?: Readonly<Record<string, string>>;
}

const LONGEST_NAME = 128;
const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];
const avatarParams = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } }, required: ['id'] };

export function profileRoutes(server: FastifyInstance): void {
  server.get('/me', { schema: { querystring: { type: 'object' } } }, async ({ ctx }, reply) => sendPage(reply, await profilePage(ctx)));

  const profileFields = formSchema({ displayName: 256, phone: 64, lang: 2, theme: 8, density: 12, timeZone: 64 });
  server.post('/me', { schema: { body: profileFields } }, async (request, reply) => {
    const { ctx, body } = request;
    const user = await ownUser(ctx);
    const entered = {
      displayName: fieldText(body, 'displayName').trim(),
      phone: fieldText(body, 'phone').trim(),
      timeZone: fieldText(body, 'timeZone'),
    };
    const errors = profileErrors(ctx, entered);
    if (Object.keys(errors).length > 0) return sendPage(reply, await profilePage(ctx, { errors, entered }), 422);
    const changes = { displayName: entered.displayName, phone: entered.phone || null, timeZone: entered.timeZone };
    await ctx.app.db.kysely.updateTable('platform.user').set(changes).where('id', '=', user.id).execute();
    const chosen = { lang: fieldText(body, 'lang'), theme: fieldText(body, 'theme'), density: fieldText(body, 'density') };
    const look: OwnLook = readLook(new URLSearchParams(chosen).toString());
    if (chosen.density === 'site') look.density = null;
    await saveLook(ctx, look);
    keepLook(request, reply, look);
    await audit(ctx, { action: 'profileChanged', userID: user.id, object: user.username });
    return goTo(reply, '/me?notice=saved');
  });

  server.post('/me/email', { schema: { body: formSchema({ email: 256, current: 1024 }) } }, async ({ ctx, body }, reply) => {
    const user = await ownerAlone(ctx);
    const email = fieldText(body, 'email').trim();
    const refusal = isEmail(email) ? undefined : t(ctx.lang, 'auth.emailInvalid');
    const current = refusal === undefined ? await passwordRefusal(ctx, user, fieldText(body, 'current')) : undefined;
    if (refusal !== undefined || current !== undefined) {
      const errors = { ...(refusal === undefined ? {} : { email: refusal }), ...(current === undefined ? {} : { current }) };
      return sendPage(reply, await profilePage(ctx, { errors, entered: { newEmail: email } }), 422);
    }
    // Whether the address belongs to somebody else is not told here either: then no letter goes out.
    const owner = await findByLogin(ctx.app.db, email);
    if (owner === undefined || owner.id === user.id) await sendConfirmation(ctx, { user, email });
    await audit(ctx, { action: 'emailChangeAsked', userID: user.id, object: user.username });
    return goTo(reply, '/me?notice=emailSent');
  });

  server.post('/me/avatar', { preValidation: readAvatarForm, schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
    const user = await ownUser(ctx);
    const { avatar } = body as { avatar?: unknown };
    if (!Buffer.isBuffer(avatar) || !(await storeAvatar(ctx, user, avatar))) {
      const errors = { avatar: t(ctx.lang, 'profile.avatarInvalid') };
      return sendPage(reply, await profilePage(ctx, { errors }), 422);
    }
    return goTo(reply, '/me?notice=avatarSaved');
  });

  server.post('/me/avatar/remove', { schema: { body: formSchema({}) } }, async ({ ctx }, reply) => {
    await removeAvatar(ctx, await ownUser(ctx));
    return goTo(reply, '/me?notice=avatarRemoved');
  });

  server.get<{ Params: { id: string } }>('/f/:id/avatar', { schema: { params: avatarParams } }, async ({ ctx, params }, reply) => {
    await ownUser(ctx);
    const picture = await openAvatar(ctx, params.id);
    if (picture === undefined) throw new RequestError('notFound', { detail: `there is no picture ${params.id}` });
    return reply
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .type(picture.contentType)
      .send(picture.stream);
  });
}

async function profilePage(ctx: RequestContext, { errors = {}, entered = {} }: Shown = {}): Promise<string> {
  const user = await ownUser(ctx);
  const pending = await ctx.app.db.kysely
    .selectFrom('platform.user_token')
    .select('data')
    .where('userID', '=', user.id)
    .where('kind', '=', 'confirmEmail')
    .where('usedAt', 'is', null)
    .where('expires', '>', new Date())
    .executeTakeFirst();
  const pendingEmail = pending?.data ?? undefined;
  const problem = errors.avatar === undefined ? undefined : renderAlert('danger', { text: errors.avatar });
  const body = renderProfile(renderContextOf(ctx), {
    username: user.username,
    displayName: entered.displayName ?? user.displayName,
    email: user.email ?? undefined,
    pendingEmail: pendingEmail?.toLowerCase() === user.email?.toLowerCase() ? undefined : pendingEmail,
    newEmail: entered.newEmail ?? '',
    phone: entered.phone ?? user.phone ?? '',
    timeZone: entered.timeZone ?? ctx.visitor.timeZone,
    timeZones,
    density: ctx.visitor.density,
    errors,
    news: problem ?? (ctx.params.get('notice') === 'emailSent' ? emailSent(ctx) : ownNews(ctx)),
    isImpersonated: ctx.visitor.realUsername !== null,
  });
  return ownPage(ctx, 'profile', body);
}

function emailSent(ctx: RequestContext) {
  return renderAlert('info', { text: t(ctx.lang, 'profile.emailSent') });
}

function profileErrors(
  { lang }: RequestContext,
  { displayName, phone, timeZone }: { displayName: string; phone: string; timeZone: string },
): Record<string, string> {
  const errors: Record<string, string> = {};
  if (displayName === '') errors.displayName = t(lang, 'auth.fieldRequired');
  else if (displayName.length > LONGEST_NAME) errors.displayName = t(lang, 'auth.tooLong', { count: LONGEST_NAME });
  const digits = phone.replace(/\D/g, '').length;
  if (phone !== '' && (phone.length > 32 || digits < 5 || digits > 15 || !/^[\d\s()+.-]+$/.test(phone)))
    errors.phone = t(lang, 'profile.phoneInvalid');
  if (!timeZones.includes(timeZone)) errors.timeZone = t(lang, 'profile.timeZoneInvalid');
  return errors;
}

/** Reads the form with the file before the CSRF check, which looks for the token among the fields. */
async function readAvatarForm(request: FastifyRequest): Promise<void> {
  const fields: Record<string, unknown> = {};
  request.body = fields;
  if (!request.isMultipart() || request.ctx.visitor.userID === null) return;
  const options = { limits: { fileSize: LARGEST_AVATAR, files: 1, fields: 5 }, throwFileSizeLimit: false };
  for await (const part of request.parts(options)) {
    if (part.type === 'field' && part.fieldname === '_csrf') fields._csrf = part.value;
    else if (part.type === 'file') {
      const bytes = await part.toBuffer();
      if (part.fieldname === 'avatar' && !part.file.truncated) fields.avatar = bytes;
    }
  }
}
