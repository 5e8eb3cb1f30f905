// Users before and beside the cabinet: sign-in, registration, recovery, profile. One call adds all of it to the server.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { t } from '../../renderer/locale.ts';
import type { App } from '../app.ts';
import { RequestError } from '../errors.ts';
import type { Visitor } from '../request-context.ts';
import { goTo } from './door.ts';
import { impersonationRoutes } from './impersonation.ts';
import { preferenceRoutes } from './preferences.ts';
import { profileRoutes } from './profile-routes.ts';
import { recoveryRoutes } from './recovery-routes.ts';
import { registrationRoutes } from './registration-routes.ts';
import { passwordRoutes, sessionRoutes, totpRoutes } from './security-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';

/** Where a duty is done; beside it only what every page needs. */
const DUTY_PLACES: Readonly<Record<NonNullable<Visitor['duty']>, string>> = { changePassword: '/me/password', enrolTotp: '/me/totp' };
const OPEN_IN_DUTY = new Set(['/sign-out', '/me/preferences', '/sign-in']);

export function authRoutes(server: FastifyInstance, _app: App): void {
  server.addHook('onRequest', holdToDuty);
  preferenceRoutes(server);
  signInRoutes(server);
  registrationRoutes(server);
  recoveryRoutes(server);
  profileRoutes(server);
  passwordRoutes(server);
  totpRoutes(server);
  sessionRoutes(server);
  impersonationRoutes(server);
}

/** Who has to change the password or enrol the second step gets nowhere else until it is done. */
async function holdToDuty(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  const { ctx } = request;
  const { duty, realUsername } = ctx.visitor;
  if (duty === undefined || realUsername !== null) return undefined;
  const path = request.url.split('?', 1)[0] ?? '/';
  const place = DUTY_PLACES[duty];
  if (path === place || path.startsWith(`${place}/`) || OPEN_IN_DUTY.has(path)) return undefined;
  if (request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')) return goTo(reply, place);
  throw new RequestError('forbidden', { text: t(ctx.lang, duty === 'changePassword' ? 'profile.passwordMust' : 'profile.totpMust') });
}
