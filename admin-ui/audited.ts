// The promise that every change made in the developer's cabinet is in the audit log, kept here and not by memory: a request that may change
// something and succeeded has either written its entry, or its route says that it changes nothing, or the request said so itself. What did
// none of these gets an entry all the same, under a name that no test lets pass.

import type { FastifyInstance } from 'fastify';
import { audit, isAudited } from '../engine/auth/audit.ts';
import type { RequestContext } from '../engine/request-context.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Why a route that is no GET needs no entry in the audit log: a check, a preview, a plan. */
    changesNothing?: string;
  }
}

export const UNNAMED_CHANGE = 'admin.unnamedChange';
const NO_ENTRY = 'no audit entry';

/** Said by a request of a route that usually changes something: it did not, or what it did has its entry already. */
export function needsNoEntry(ctx: RequestContext, why: string): void {
  ctx.trace.note(NO_ENTRY, why);
}

/** Watches every route of the instance. */
export function watchChanges(server: FastifyInstance): void {
  // After the answer: some are still being worked on while they are sent.
  server.addHook('onResponse', async ({ ctx, method, routeOptions }, reply) => {
    if (method === 'GET' || method === 'HEAD' || reply.statusCode >= 400) return;
    if (routeOptions.config.changesNothing !== undefined || isAudited(ctx)) return;
    if (ctx.trace.entries.some(({ kind, code }) => kind === 'note' && code === NO_ENTRY)) return;
    const route = `${method} ${routeOptions.url ?? ctx.url}`;
    ctx.app.log.warn({ route, traceId: ctx.traceId }, 'a change without an entry of its own in the audit log');
    await audit(ctx, { action: UNNAMED_CHANGE, userID: ctx.visitor.userID, object: route });
  });
}
