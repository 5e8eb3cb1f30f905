// What happened: requests and one of them in detail, errors, slow procedures, visits, the audit log, the outbox; switching details on for
// one user for some minutes.

import type { FastifyReply } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { findByLogin } from '../../engine/auth/users.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { html } from '../../renderer/html.ts';
import { runSql } from '../../sql/query.ts';
import { numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import type { AdminText } from '../texts.ts';
import { renderAudit, renderErrors, renderOutbox, renderSlow, renderVisits } from './log-views.ts';
import { readAudit, readErrorGroups, readOutbox, readRequests, readSlowProcedures, readTrace, readVisits } from './queries.ts';
import { readSwitches } from './switches.ts';
import { renderRequests, renderSwitches, renderTabs, renderTrace } from './views.ts';
import type { TraceTab } from './views.ts';

const MOST_MINUTES = 240;
const traceSchema = {
  params: { type: 'object', properties: { traceId: { type: 'string', pattern: '^[A-Za-z0-9-]{1,64}$' } }, required: ['traceId'] },
};

export const trace: AdminSection = {
  code: 'trace',
  group: 'run',
  icon: 'activity',
  roles: ['developer'],
  routes(server) {
    server.get('/', async ({ ctx }, reply) => {
      const { params } = ctx;
      const filter = {
        user: given(ctx, 'user'),
        url: given(ctx, 'url'),
        least: whole(ctx, 'least'),
        onlyErrors: params.get('errors') === '1',
        before: whole(ctx, 'before'),
      };
      const [requests, switches] = await Promise.all([readRequests(ctx.app.db, filter), readSwitches(ctx.app.db)]);
      const render = adminRenderContext(ctx);
      return tab(ctx, reply, 'requests', html`${renderSwitches(render, switches)}${renderRequests(render, { requests, filter })}`);
    });
    server.get('/errors', async ({ ctx }, reply) =>
      tab(ctx, reply, 'errors', renderErrors(adminRenderContext(ctx), await readErrorGroups(ctx.app.db, days(ctx)))),
    );
    server.get('/slow', async ({ ctx }, reply) =>
      tab(ctx, reply, 'slow', renderSlow(adminRenderContext(ctx), await readSlowProcedures(ctx.app.db))),
    );
    server.get('/visits', async ({ ctx }, reply) => {
      const filter = { days: days(ctx), user: given(ctx, 'user') };
      return tab(ctx, reply, 'visits', renderVisits(adminRenderContext(ctx), { visits: await readVisits(ctx.app.db, filter), filter }));
    });
    server.get('/audit', async ({ ctx }, reply) => {
      const filter = { user: given(ctx, 'user'), action: given(ctx, 'action'), object: given(ctx, 'object'), before: whole(ctx, 'before') };
      return tab(ctx, reply, 'audit', renderAudit(adminRenderContext(ctx), { lines: await readAudit(ctx.app.db, filter), filter }));
    });
    server.get('/outbox', async ({ ctx }, reply) =>
      tab(ctx, reply, 'outbox', renderOutbox(adminRenderContext(ctx), await readOutbox(ctx.app.db))),
    );

    server.get<{ Params: { traceId: string } }>('/:traceId', { schema: traceSchema }, async ({ ctx, params }, reply) => {
      const title = ta(ctx.lang, 'trace.one', { id: params.traceId });
      // What this process wrote a moment ago may still be on its way.
      await ctx.app.traces.flush();
      const body = renderTrace(adminRenderContext(ctx), { traceId: params.traceId, lines: await readTrace(ctx.app.db, params.traceId) });
      return send(reply, adminScreen(ctx, { section: 'trace', title, breadcrumbs: [{ text: params.traceId }], body }));
    });

    server.post('/switch', { schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
      const user = await findByLogin(ctx.app.db, textOf(body, 'user'));
      const minutes = numberOf(body, 'minutes');
      if (user === undefined) return sendRefused(reply, { status: 422, data: { errors: { user: ta(ctx.lang, 'trace.noUser') } } });
      if (!Number.isInteger(minutes) || minutes < 0 || minutes > MOST_MINUTES)
        return sendRefused(reply, {
          status: 422,
          data: { errors: { minutes: ta(ctx.lang, 'trace.minutesRange', { most: MOST_MINUTES }) } },
        });
      await runSql(
        ctx.app.db,
        `DELETE FROM platform.trace_switch WHERE userID = @userID OR until < SYSUTCDATETIME();
         IF @minutes > 0 INSERT INTO platform.trace_switch (userID, level, until) VALUES (@userID, 2, DATEADD(minute, @minutes, SYSUTCDATETIME()));`,
        { userID: user.id, minutes },
      );
      await audit(ctx, { action: 'admin.traceSwitched', userID: ctx.visitor.userID, object: user.username, details: { minutes } });
      return sendDone(reply, { commands: [{ type: 'reload' }] });
    });

    server.post('/outbox/retry', { schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
      const id = numberOf(body, 'id');
      await runSql(
        ctx.app.db,
        `UPDATE platform.outbox SET status = 'failed', attempts = 0, nextAttempt = SYSUTCDATETIME(), lockedBy = NULL, lockedUntil = NULL
         WHERE id = @id AND status IN ('dead', 'failed');`,
        { id },
      );
      await audit(ctx, { action: 'admin.outboxRetried', userID: ctx.visitor.userID, object: String(id) });
      return sendDone(reply, { commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'trace.retried') }, { type: 'reload' }] });
    });
  },
};

async function tab(ctx: RequestContext, reply: FastifyReply, current: TraceTab, body: SafeHtml): Promise<FastifyReply> {
  const render = adminRenderContext(ctx);
  const key: AdminText = `trace.tab_${current}`;
  return send(
    reply,
    adminScreen(ctx, {
      section: 'trace',
      title: current === 'requests' ? ta(ctx.lang, 'sections.trace') : ta(ctx.lang, key),
      body: html`${renderTabs(render, current)}${body}`,
    }),
  );
}

async function send(reply: FastifyReply, page: Promise<string>): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').send(await page);
}

function given({ params }: RequestContext, name: string): string {
  return (params.get(name) ?? '').trim().slice(0, 200);
}

function whole({ params }: RequestContext, name: string): number {
  const value = params.get(name) ?? '';
  if (value === '') return 0;
  if (!/^\d{1,15}$/.test(value)) throw new RequestError('badRequest', { detail: `${name} must be a whole number` });
  return Number(value);
}

function days(ctx: RequestContext): number {
  return Math.min(90, whole(ctx, 'days') || 7);
}
