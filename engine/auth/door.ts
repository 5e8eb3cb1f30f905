// What the pages before the cabinet share on the server: brand and links around them, private answers, notices after a redirect.

import type { FastifyReply } from 'fastify';
import type { DoorView } from '../../renderer/auth.ts';
import { t } from '../../renderer/locale.ts';
import type { TextKey } from '../../renderer/locale.ts';
import { layoutInfo } from '../layout-info.ts';
import { renderContextOf } from '../render-context.ts';
import type { RequestContext } from '../request-context.ts';

const NOTICES: Readonly<Record<string, TextKey>> = {
  signedOut: 'auth.noticeSignedOut',
  passwordChanged: 'auth.noticePasswordChanged',
  emailConfirmed: 'auth.noticeEmailConfirmed',
  ended: 'auth.noticeEnded',
};

export async function doorOf(ctx: RequestContext): Promise<DoorView> {
  const { brand, footer } = await layoutInfo(ctx);
  return { ctx: renderContextOf(ctx), brand, footer };
}

/** A page that belongs to this visitor at this moment: nothing keeps it. */
export function sendPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

/** The browser asks for the next page by GET, so that reloading it repeats nothing. */
export function goTo(reply: FastifyReply, path: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(path, 303);
}

/** The words of a notice that the address names; an unknown one says nothing. */
export function noticeText(ctx: RequestContext, code: string | undefined): string | undefined {
  const key = code !== undefined && Object.hasOwn(NOTICES, code) ? NOTICES[code] : undefined;
  return key === undefined ? undefined : t(ctx.lang, key);
}

/** Text of a field in a form body; anything else than one text counts as empty. */
export function fieldText(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value = (body as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** The schema of a plain form's body: these fields as texts of bounded length, each at most once, and the CSRF token. */
export function formSchema(fields: Readonly<Record<string, number>>): object {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries({ _csrf: 200, ...fields }).map(([name, maxLength]) => [name, { type: 'string', maxLength }]),
    ),
    additionalProperties: false,
  };
}
