// Addresses of "add a field".

import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { audit } from '../../engine/auth/audit.ts';
import type { App } from '../../engine/app.ts';
import { sendDone } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { NoModule, readModule } from '../workshop/module-head.ts';
import { quoteName } from '../workshop/names.ts';
import { refuseFailure, refusePlan, showPlan } from './answer.ts';
import { applyPlan, PlanFailed } from './apply.ts';
import { readWizardCatalogue } from './catalogue.ts';
import { fieldView } from './field-view.ts';
import { planField } from './plan-field.ts';
import type { FieldPlan } from './plan-field.ts';
import { partsOf } from './read-model.ts';
import type { ObjectParts } from './read-model.ts';
import { columnSpecSchema } from './spec.ts';

const name = Type.Optional(Type.String({ maxLength: 128 }));
const fieldSpecSchema = Type.Object(
  { parts: Type.Object({ form: name, list: name, table: name }, { additionalProperties: false }), column: columnSpecSchema },
  { additionalProperties: false },
);
type FieldSpecBody = Static<typeof fieldSpecSchema>;
const planBody = Type.Object({ spec: fieldSpecSchema }, { additionalProperties: false });
const applyBody = Type.Object(
  {
    spec: fieldSpecSchema,
    stamp: Type.String({ maxLength: 64 }),
    /** Texts of modules as a person has changed them, by name; an empty one leaves the module alone. */
    texts: Type.Record(Type.String({ maxLength: 128 }), Type.String({ maxLength: 500_000 })),
  },
  { additionalProperties: false },
);

const PLAN = { config: { changesNothing: 'a plan' } };

export function fieldRoutes(server: FastifyInstance, app: App): void {
  server.get('/field', async ({ ctx }, reply) => {
    const catalogue = await readWizardCatalogue(app.db);
    const title = ta(ctx.lang, 'wizard.field');
    const given = { form: ctx.params.get('form'), list: ctx.params.get('list') };
    const body = fieldView(ctx, { catalogue, given });
    return reply
      .type('text/html; charset=utf-8')
      .send(await adminScreen(ctx, { section: 'wizard', title, breadcrumbs: [{ text: title }], body }));
  });

  server.post<{ Body: Static<typeof planBody> }>('/field/plan', { ...PLAN, schema: { body: planBody } }, async ({ ctx, body }, reply) => {
    const plan = await planFor(app, body.spec);
    return sendDone(reply, { data: { plan: showPlan(plan, ctx.lang), parts: plan.parts } });
  });

  server.post<{ Body: Static<typeof applyBody> }>('/field/apply', { schema: { body: applyBody } }, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    const plan = await planFor(app, body.spec);
    const refusal = refusePlan(reply, plan, { lang: ctx.lang, stamp: body.stamp });
    if (refusal !== undefined) return refusal;
    const modules = plan.modules.flatMap((module) => {
      const text = Object.hasOwn(body.texts, module.name) ? (body.texts[module.name] ?? '') : module.sql;
      return text.trim() === '' ? [] : [{ name: module.name, sql: text }];
    });
    const { code } = body.spec.column;
    const renamed = modules.findIndex(({ name: own, sql: text }) => moduleName(text)?.toLowerCase() !== own.toLowerCase());
    if (renamed >= 0) {
      const message = ta(ctx.lang, 'wizard.otherModule', { name: modules[renamed]?.name ?? '' });
      const index = plan.modules.findIndex(({ name: own }) => own === modules[renamed]?.name);
      return refuseFailure(reply, new PlanFailed(message, { part: 'modules', index }), ctx.lang);
    }
    try {
      await applyPlan(
        app,
        { ...plan, modules },
        { username: ctx.visitor.username, comment: ta(ctx.lang, 'wizard.commentField', { code }) },
      );
    } catch (error) {
      if (error instanceof PlanFailed) return refuseFailure(reply, error, ctx.lang);
      throw error;
    }
    await audit(ctx, {
      action: 'admin.fieldAdded',
      userID: ctx.visitor.userID,
      object: `${plan.parts.table ?? ''}.${code}`,
      details: { ...plan.parts, modules: modules.map((module) => module.name) },
    });
    return sendDone(reply, { data: { ...plan.parts, code } });
  });
}

/** What a text makes; undefined when it is no module. */
function moduleName(text: string): string | undefined {
  try {
    return readModule(text).name;
  } catch (error) {
    if (error instanceof NoModule) return undefined;
    throw error;
  }
}

async function planFor(app: App, { parts: given, column }: FieldSpecBody): Promise<FieldPlan> {
  const catalogue = await readWizardCatalogue(app.db);
  const parts: ObjectParts = partsOf(catalogue, given);
  const table = catalogue.tables.get((parts.table ?? '').toLowerCase());
  return planField({ parts, column, hasRows: table !== undefined && (await hasRows(app, table.name)) }, catalogue);
}

async function hasRows(app: App, table: string): Promise<boolean> {
  const { rows } = await sql<{ found: number }>`SELECT TOP (1) 1 AS found FROM dbo.${sql.raw(quoteName(table))}`.execute(
    app.developerDb.kysely,
  );
  return rows.length > 0;
}
