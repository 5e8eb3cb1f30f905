// Addresses of the wizard for a new object.

import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { audit } from '../../engine/auth/audit.ts';
import type { App } from '../../engine/app.ts';
import { sendDone } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { refuseFailure, refusePlan, showPlan } from './answer.ts';
import { applyPlan, PlanFailed } from './apply.ts';
import { readWizardCatalogue } from './catalogue.ts';
import { describeTable } from './existing-table.ts';
import { objectView } from './object-view.ts';
import { planObject } from './plan.ts';
import { objectSpecSchema } from './spec.ts';

const planBody = Type.Object({ spec: objectSpecSchema }, { additionalProperties: false });
const applyBody = Type.Object({ spec: objectSpecSchema, stamp: Type.String({ maxLength: 64 }) }, { additionalProperties: false });

const PLAN = { config: { changesNothing: 'a plan' } };

export function objectRoutes(server: FastifyInstance, app: App): void {
  server.get('/object', async ({ ctx }, reply) => {
    const catalogue = await readWizardCatalogue(app.db);
    const title = ta(ctx.lang, 'wizard.object');
    const body = objectView(ctx, catalogue);
    return reply
      .type('text/html; charset=utf-8')
      .send(await adminScreen(ctx, { section: 'wizard', title, breadcrumbs: [{ text: title }], body }));
  });

  server.get<{ Params: { table: string } }>('/object/table/:table', async ({ params }, reply) =>
    sendDone(reply, { data: describeTable(await readWizardCatalogue(app.db), params.table) }),
  );

  server.post<{ Body: Static<typeof planBody> }>('/object/plan', { ...PLAN, schema: { body: planBody } }, async ({ ctx, body }, reply) =>
    sendDone(reply, { data: { plan: showPlan(planObject(body.spec, await readWizardCatalogue(app.db)), ctx.lang) } }),
  );

  server.post<{ Body: Static<typeof applyBody> }>('/object/apply', { schema: { body: applyBody } }, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    const plan = planObject(body.spec, await readWizardCatalogue(app.db));
    const refusal = refusePlan(reply, plan, { lang: ctx.lang, stamp: body.stamp });
    if (refusal !== undefined) return refusal;
    const { code, itemCode, table } = plan.model;
    try {
      await applyPlan(app, plan, { username: ctx.visitor.username, comment: ta(ctx.lang, 'wizard.commentObject', { code }) });
    } catch (error) {
      if (error instanceof PlanFailed) return refuseFailure(reply, error, ctx.lang);
      throw error;
    }
    await audit(ctx, {
      action: 'admin.objectCreated',
      userID: ctx.visitor.userID,
      object: `table ${code}`,
      details: { table, form: itemCode, modules: plan.modules.map(({ name }) => name) },
    });
    return sendDone(reply, { data: { code, itemCode, table, roles: plan.model.roles, modules: plan.modules.map(({ name }) => name) } });
  });
}
