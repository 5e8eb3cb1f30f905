// Changes of users and rights: each asks for a recent password and is audited. The last developer stays one.

import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { isEmail } from '../../engine/auth/email.ts';
import { beginImpersonation } from '../../engine/auth/impersonation.ts';
import { letterTo } from '../../engine/auth/recovery.ts';
import { sendLetter } from '../../engine/auth/mails.ts';
import { revokeSession, revokeSessions } from '../../engine/auth/sessions.ts';
import { issueToken } from '../../engine/auth/tokens.ts';
import { UserExists, createUser, disableUser, enableUser, findById, setPassword, setRoles } from '../../engine/auth/users.ts';
import type { UserRecord } from '../../engine/auth/users.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { ta } from '../texts.ts';
import type { AdminText } from '../texts.ts';
import { isLastDeveloper, rolesOfUser } from './list.ts';
import { parseChange, saveRoleChanges } from './matrix.ts';
import { idSchema, roleCodes } from './read-routes.ts';
import type { UserParams } from './read-routes.ts';

const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,63}$/u;
const bodySchema = { body: { type: 'object' } };
const ownSchema = { ...idSchema, ...bodySchema };

export function changeRoutes(server: FastifyInstance): void {
  server.post('/new', { schema: bodySchema }, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    const username = textOf(body, 'username').trim();
    const email = textOf(body, 'email').trim();
    const roles = listOf(body, 'roles');
    const errors = userErrors(ctx, { username, email, roles });
    if (Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
    const password = newPassword();
    try {
      const displayName = textOf(body, 'displayName').trim().slice(0, 128);
      const id = await createUser(ctx.app.db, { username, displayName, email: email || null, roles, password, mustChangePassword: true });
      await audit(ctx, { action: 'userCreated', userID: ctx.visitor.userID, object: username, details: { roles } });
      return sendDone(reply, { data: { id, secret: secretOf(ctx, { value: password, next: `/admin/users/${id}` }) } });
    } catch (error) {
      if (!(error instanceof UserExists)) throw error;
      return sendRefused(reply, { status: 422, data: { errors: { username: ta(ctx.lang, 'users.exists') } } });
    }
  });

  server.post('/matrix', { schema: bodySchema }, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    const given = listOf(body, 'changes');
    const changes = given.flatMap((text) => parseChange(text) ?? []);
    const known = new Set(roleCodes(ctx).map((role) => role.toLowerCase()));
    if (changes.length !== given.length || changes.some(({ role }) => !known.has(role.toLowerCase())))
      throw new RequestError('badRequest', { detail: 'a change must be kind/code/role=0 or =1 of a known role' });
    const comment = textOf(body, 'comment').trim() || ta(ctx.lang, 'users.matrixComment');
    const count = await saveRoleChanges(ctx.app.db, { changes, username: ctx.visitor.username, comment });
    await audit(ctx, { action: 'admin.rightsChanged', userID: ctx.visitor.userID, object: 'matrix', details: { changes: given } });
    return sendDone(reply, {
      commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'users.matrixSaved', { count }) }, { type: 'reload' }],
    });
  });

  change(server, 'save', async (ctx, user, body) => {
    const roles = listOf(body, 'roles');
    const email = textOf(body, 'email').trim();
    const errors = userErrors(ctx, { username: user.username, email, roles });
    const had = await rolesOfUser(ctx.app.db, user.id);
    const losesDeveloper = has(had, 'developer') && !has(roles, 'developer');
    if (losesDeveloper && (await isLastDeveloper(ctx.app.db, user.id))) errors.roles = ta(ctx.lang, 'users.lastDeveloper');
    if (Object.keys(errors).length > 0) return { errors };
    await ctx.app.db.kysely
      .updateTable('platform.user')
      .set({
        displayName: textOf(body, 'displayName').trim().slice(0, 128),
        email: email || null,
        phone: textOf(body, 'phone').trim().slice(0, 32) || null,
      })
      .where('id', '=', user.id)
      .execute();
    await setRoles(ctx.app.db, user.username, roles);
    await audit(ctx, { action: 'rolesSet', userID: ctx.visitor.userID, object: user.username, details: { from: had, to: roles } });
    return { said: 'users.saved' };
  });

  change(server, 'disable', async (ctx, user) => {
    if (user.id === ctx.visitor.userID) return { refusal: 'users.notYourself' };
    if (has(await rolesOfUser(ctx.app.db, user.id), 'developer') && (await isLastDeveloper(ctx.app.db, user.id)))
      return { refusal: 'users.lastDeveloper' };
    await disableUser(ctx.app.db, user.username);
    await audit(ctx, { action: 'userDisabled', userID: ctx.visitor.userID, object: user.username });
    return { said: 'users.disabled' };
  });

  change(server, 'enable', async (ctx, user) => {
    await enableUser(ctx.app.db, user.username);
    await audit(ctx, { action: 'userEnabled', userID: ctx.visitor.userID, object: user.username });
    return { said: 'users.enabled' };
  });

  change(server, 'password', async (ctx, user) => {
    const value = newPassword();
    await setPassword(ctx.app.db, user.username, value);
    await ctx.app.db.kysely.updateTable('platform.user').set({ mustChangePassword: true }).where('id', '=', user.id).execute();
    await audit(ctx, { action: 'passwordSet', userID: ctx.visitor.userID, object: user.username });
    return { secret: secretOf(ctx, { value, next: `/admin/users/${user.id}` }) };
  });

  change(server, 'invite', async (ctx, user) => {
    if (user.email === null || ctx.app.config.smtpUrl === undefined) return { refusal: 'users.noMail' };
    const token = await issueToken(ctx.app.db, { userID: user.id, kind: 'invite' });
    await sendLetter(ctx.app, { ...(await letterTo(ctx, user, user.email)), kind: 'authInvite', path: `/recover/${token}` });
    await audit(ctx, { action: 'admin.userInvited', userID: ctx.visitor.userID, object: user.username });
    return { said: 'users.invited' };
  });

  change(server, 'sessions', async (ctx, user, body) => {
    const id = textOf(body, 'session');
    if (id === '') await revokeSessions(ctx.app.db, { userID: user.id, exceptID: ctx.visitor.sessionID });
    else await revokeSession(ctx.app.db, { userID: user.id, id: Number(id) });
    await audit(ctx, { action: id === '' ? 'sessionsRevoked' : 'sessionRevoked', userID: ctx.visitor.userID, object: user.username });
    return { said: 'users.sessionsEnded' };
  });

  server.post<UserParams>('/:id/impersonate', { schema: ownSchema }, async (request, reply) => {
    const { ctx } = request;
    await requireRecentPassword(ctx);
    const user = await userOf(request);
    // Whoever acts as a developer could do what is recorded for the other.
    if (!user.isActive || has(await rolesOfUser(ctx.app.db, user.id), 'developer')) {
      return refuse(reply, ctx, user.isActive ? 'users.notADeveloper' : 'users.isDisabled');
    }
    await beginImpersonation(request, reply, { user });
    return sendDone(reply, { commands: [{ type: 'redirect', url: '/' }] });
  });
}

interface Outcome {
  readonly said?: AdminText;
  readonly refusal?: AdminText;
  readonly errors?: Readonly<Record<string, string>>;
  readonly secret?: object;
}

/** `POST /:id/{name}`: asks for the password, finds the user, answers what came of it. */
function change(
  server: FastifyInstance,
  name: string,
  run: (ctx: RequestContext, user: UserRecord, body: unknown) => Promise<Outcome>,
): void {
  server.post<UserParams>(`/:id/${name}`, { schema: ownSchema }, async (request, reply) => {
    const { ctx, body } = request;
    await requireRecentPassword(ctx);
    const { said, refusal, errors, secret } = await run(ctx, await userOf(request), body);
    if (refusal !== undefined) return refuse(reply, ctx, refusal);
    if (errors !== undefined) return sendRefused(reply, { status: 422, data: { errors } });
    if (secret !== undefined) return sendDone(reply, { data: { secret } });
    return sendDone(reply, {
      commands: [
        ...(said === undefined ? [] : [{ type: 'message', kind: 'success', text: ta(ctx.lang, said) } as const]),
        { type: 'reload' },
      ],
    });
  });
}

async function userOf(request: FastifyRequest<UserParams>): Promise<UserRecord> {
  const user = await findById(request.ctx.app.db, Number(request.params.id));
  if (user === undefined) throw new RequestError('notFound', { detail: `there is no user number ${request.params.id}` });
  return user;
}

function refuse(reply: FastifyReply, ctx: RequestContext, key: AdminText): FastifyReply {
  return sendRefused(reply, { status: 422, data: {}, commands: [{ type: 'message', kind: 'warning', text: ta(ctx.lang, key) }] });
}

function userErrors(
  ctx: RequestContext,
  { username, email, roles }: { username: string; email: string; roles: readonly string[] },
): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!USERNAME.test(username)) errors.username = ta(ctx.lang, 'users.badName');
  if (email !== '' && !isEmail(email)) errors.email = ta(ctx.lang, 'users.badEmail');
  const known = roleCodes(ctx);
  const unknown = roles.filter((role) => !has(known, role));
  if (unknown.length > 0) errors.roles = ta(ctx.lang, 'users.unknownRole', { role: unknown.join(', ') });
  return errors;
}

function has(roles: readonly string[], role: string): boolean {
  return roles.some((one) => one.toLowerCase() === role.toLowerCase());
}

function listOf(body: unknown, name: string): string[] {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string' && one !== '');
}

/** To be given by word or on paper: no signs that are mistaken for others. */
function newPassword(): string {
  const signs = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(16)]
    .map((byte) => signs[byte % signs.length])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');
}

function secretOf(ctx: RequestContext, { value, next }: { value: string; next: string }): object {
  return { title: ta(ctx.lang, 'users.passwordTitle'), text: ta(ctx.lang, 'users.passwordOnce'), value, next };
}
