// Addresses of the wizard for a new role.

import { randomInt } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { audit } from '../../engine/auth/audit.ts';
import { hashPassword } from '../../engine/auth/passwords.ts';
import { createUserIn, findByLogin, UserExists } from '../../engine/auth/users.ts';
import type { App } from '../../engine/app.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { SqlSession } from '../../sql/query.ts';
import { sendDone, sendRefused } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { refuseFailure, refusePlan, showPlan } from './answer.ts';
import { applyPlan, PlanFailed } from './apply.ts';
import { readWizardCatalogue } from './catalogue.ts';
import type { Plan } from './plan.ts';
import { planRole, roleSpecSchema } from './plan-role.ts';
import type { RoleSpec } from './plan-role.ts';
import type { SpecFinding } from './spec.ts';
import { roleView } from './role-view.ts';

const planBody = Type.Object({ spec: roleSpecSchema }, { additionalProperties: false });
const applyBody = Type.Object({ spec: roleSpecSchema, stamp: Type.String({ maxLength: 64 }) }, { additionalProperties: false });

const PLAN = { config: { changesNothing: 'a plan' } };

export function roleRoutes(server: FastifyInstance, app: App): void {
  server.get('/role', async ({ ctx }, reply) => {
    const title = ta(ctx.lang, 'wizard.role');
    return reply
      .type('text/html; charset=utf-8')
      .send(await adminScreen(ctx, { section: 'wizard', title, breadcrumbs: [{ text: title }], body: roleView(ctx) }));
  });

  server.post<{ Body: Static<typeof planBody> }>('/role/plan', { ...PLAN, schema: { body: planBody } }, async ({ ctx, body }, reply) =>
    sendDone(reply, { data: { plan: showPlan(await planWithUser(app, body.spec), ctx.lang) } }),
  );

  server.post<{ Body: Static<typeof applyBody> }>(
    '/role/apply',
    { schema: { body: applyBody } },
    async ({ ctx, body: { spec, stamp } }, reply) => {
      await requireRecentPassword(ctx);
      const plan = await planWithUser(app, spec);
      const refusal = refusePlan(reply, plan, { lang: ctx.lang, stamp });
      if (refusal !== undefined) return refusal;
      const user = await firstUser(spec);
      try {
        const comment = ta(ctx.lang, 'wizard.commentRole', { code: spec.code });
        const alongside = user && ((session: SqlSession) => createUserIn(session, user.record));
        await applyPlan(app, plan, { username: ctx.visitor.username, comment, ...(alongside && { alongside }) });
      } catch (error) {
        if (error instanceof PlanFailed) return refuseFailure(reply, error, ctx.lang);
        // Somebody took the name between the plan and now.
        if (error instanceof UserExists) return refuseTaken(reply, plan, ctx.lang);
        throw error;
      }
      const { userID } = ctx.visitor;
      await audit(ctx, { action: 'admin.roleCreated', userID, object: `role ${spec.code}` });
      if (user === undefined) return sendDone(reply, { data: { code: spec.code } });
      const { username } = user.record;
      await audit(ctx, { action: 'userCreated', userID, object: username, details: { roles: [spec.code] } });
      return sendDone(reply, { data: { code: spec.code, username, password: user.password } });
    },
  );
}

/** Who gets the role at once, with a password to be changed; undefined for nobody. */
async function firstUser({ code, user }: RoleSpec) {
  const username = user.username.trim();
  if (username === '') return undefined;
  const password = randomPassword();
  const record = {
    username,
    displayName: user.displayName.trim() || username,
    email: user.email.trim() || null,
    roles: [code],
    passwordHash: await hashPassword(password),
    mustChangePassword: true,
  };
  return { record, password };
}

const takenUser = (place: string): SpecFinding => ({ severity: 'error', place, text: 'takenUser' });

function refuseTaken(reply: FastifyReply, plan: Plan, lang: Lang): FastifyReply {
  const findings = [...plan.findings, takenUser('user/username')];
  return sendRefused(reply, { status: 422, data: { plan: showPlan({ ...plan, findings }, lang) } });
}

async function planWithUser(app: App, spec: RoleSpec): Promise<Plan> {
  const plan = planRole(spec, await readWizardCatalogue(app.db));
  const logins = [
    ['user/username', spec.user.username],
    ['user/email', spec.user.email],
  ] as const;
  const taken = await Promise.all(logins.map(async ([place, login]) => ((await findByLogin(app.db, login)) === undefined ? [] : [place])));
  return {
    ...plan,
    findings: [...plan.findings, ...taken.flat().map(takenUser)],
  };
}

// Letters and digits that nobody takes for one another.
const SIGNS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 16;

function randomPassword(): string {
  return Array.from({ length: PASSWORD_LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}
