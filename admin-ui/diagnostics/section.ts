// Diagnostics of the database: the health of catalogue and solution, sizes and growth, what runs now and who holds it up.

import type { FastifyReply } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { numberOf, sendDone, sendRefused } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import { catalogueFindings } from './catalogue.ts';
import { compileModules } from './compile.ts';
import { killSession, readRunning } from './running.ts';
import { readSizes } from './sizes.ts';
import { solutionHealth } from './solution.ts';
import { renderCompile, renderHealth, renderRunning, renderSizes, renderTabs } from './view.ts';
import type { DiagnosticsTab } from './view.ts';

export const diagnostics: AdminSection = {
  code: 'diagnostics',
  group: 'database',
  icon: 'heart-pulse',
  roles: ['developer'],
  routes(server) {
    server.get('/', async ({ ctx }, reply) => {
      const [catalogue, solution] = await Promise.all([catalogueFindings(ctx.app), solutionHealth(ctx.app, ctx.lang)]);
      const findings = { list: [...catalogue.list, ...solution], silent: catalogue.silent };
      return tab(ctx, reply, { current: 'health', body: renderHealth(adminRenderContext(ctx), findings) });
    });
    server.get('/sizes', async ({ ctx }, reply) =>
      tab(ctx, reply, { current: 'sizes', body: renderSizes(adminRenderContext(ctx), await readSizes(ctx.app)) }),
    );
    server.get('/running', async ({ ctx }, reply) =>
      tab(ctx, reply, { current: 'running', body: renderRunning(adminRenderContext(ctx), await readRunning(ctx.app)) }),
    );

    server.post('/compile', { schema: { body: { type: 'object' } } }, async ({ ctx }, reply) => {
      const report = await compileModules(ctx.app);
      await audit(ctx, {
        action: 'admin.modulesCompiled',
        userID: ctx.visitor.userID,
        details: { modules: report.modules, faults: report.faults.length },
      });
      const replacement = renderCompile(adminRenderContext(ctx), report);
      return sendDone(reply, { commands: [{ type: 'replace', target: '#compile', html: replacement.value }] });
    });

    server.post('/kill', { schema: { body: { type: 'object' } } }, async ({ ctx, body }, reply) => {
      const id = numberOf(body, 'id');
      await requireRecentPassword(ctx);
      const isKilled = Number.isInteger(id) && id > 0 && id < 32_768 && (await killSession(ctx.app, id));
      if (!isKilled)
        return sendRefused(reply, {
          status: 409,
          data: {},
          commands: [{ type: 'message', kind: 'warning', text: ta(ctx.lang, 'diagnostics.gone') }],
        });
      await audit(ctx, { action: 'admin.sessionKilled', userID: ctx.visitor.userID, object: `session ${id}` });
      return sendDone(reply, {
        commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'diagnostics.killed', { id }) }, { type: 'reload' }],
      });
    });
  },
};

async function tab(
  ctx: RequestContext,
  reply: FastifyReply,
  { current, body }: { current: DiagnosticsTab; body: SafeHtml },
): Promise<FastifyReply> {
  const title = current === 'health' ? ta(ctx.lang, 'sections.diagnostics') : ta(ctx.lang, `diagnostics.tab_${current}`);
  return reply
    .type('text/html; charset=utf-8')
    .send(await adminScreen(ctx, { section: 'diagnostics', title, body: html`${renderTabs(adminRenderContext(ctx), current)}${body}` }));
}
