// Settings: their values here, in this installation. What there is to set comes from the definitions of the kind `setting` and the platform.

import type { FastifyInstance } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { needsNoEntry } from '../audited.ts';
import { sendDone, sendRefused, textOf } from '../answers.ts';
import { requireRecentPassword } from '../reauthentication.ts';
import { adminRenderContext, adminScreen, sectionTitle } from '../screen.ts';
import type { AdminSection } from '../section.ts';
import { ta } from '../texts.ts';
import { readSettings, stampOfSettings, storeValues, valueProblem } from './values.ts';
import type { NewValue, Setting } from './values.ts';
import { renderSettings } from './view.ts';

const BODY = { schema: { body: { type: 'object' } } };

export const settings: AdminSection = {
  code: 'settings',
  group: 'solution',
  icon: 'sliders',
  roles: ['developer'],
  routes(server) {
    settingRoutes(server);
  },
};

function settingRoutes(server: FastifyInstance): void {
  server.get('/', async ({ ctx }, reply) => {
    const read = await readSettings(ctx.app.db, ctx.app.definitions);
    const body = renderSettings(adminRenderContext(ctx), { ...read, find: ctx.params.get('text') ?? '' });
    const screen = { section: 'settings', title: sectionTitle(ctx, 'settings'), lead: ta(ctx.lang, 'settings.lead'), body, isWide: false };
    return reply.type('text/html; charset=utf-8').send(await adminScreen(ctx, screen));
  });

  server.post('/save', BODY, async ({ ctx, body }, reply) => {
    const group = await groupOf(ctx, textOf(body, 'group'));
    const values: NewValue[] = [];
    const errors: Record<string, string> = {};
    for (const setting of group) {
      const given = givenValue(setting, body);
      if (given === undefined) continue;
      const problem = given === null ? undefined : valueProblem(ctx.lang, setting.definition, given);
      if (problem !== undefined) errors[fieldName(setting)] = problem;
      else values.push({ setting, value: given });
    }
    if (Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
    // How long sessions last and what secrets there are decide who gets in.
    if (values.some(({ setting }) => setting.isPlatform || setting.definition.isSecret)) await requireRecentPassword(ctx);
    await storeValues(ctx, { values, group: group.map(({ code }) => code), seen: textOf(body, 'seen') });
    if (values.length === 0) needsNoEntry(ctx, 'the values are the same');
    for (const { setting, value } of values) await auditChange(ctx, setting, value);
    return sendDone(reply, {
      commands: [
        { type: 'message', kind: 'success', text: ta(ctx.lang, values.length === 0 ? 'settings.same' : 'settings.saved') },
        ...(values.length === 0 ? [] : [{ type: 'reload' } as const]),
      ],
    });
  });

  server.post('/reset', BODY, async ({ ctx, body }, reply) => {
    const [setting] = await groupOf(ctx, textOf(body, 'reset'));
    if (setting === undefined) throw new RequestError('badRequest', { detail: 'no setting is named' });
    if (setting.isPlatform || setting.definition.isSecret) await requireRecentPassword(ctx);
    await storeValues(ctx, { values: [{ setting, value: null }], group: [setting.code], seen: stampOfSettings([setting]) });
    await auditChange(ctx, setting, null);
    return sendDone(reply, { commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'settings.saved') }, { type: 'reload' }] });
  });

  server.post('/forget', BODY, async ({ ctx, body }, reply) => {
    await requireRecentPassword(ctx);
    const code = textOf(body, 'code');
    const { orphans } = await readSettings(ctx.app.db, ctx.app.definitions);
    if (!orphans.includes(code)) throw new RequestError('notFound', { detail: `"${code}" is no value without a definition` });
    await ctx.app.db.kysely.deleteFrom('platform.setting').where('code', '=', code).execute();
    await audit(ctx, { action: 'admin.settingForgotten', userID: ctx.visitor.userID, object: code });
    return sendDone(reply, { commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'settings.saved') }, { type: 'reload' }] });
  });
}

/** The settings of a comma list; one that does not exist is no request of ours. */
async function groupOf(ctx: RequestContext, codes: string): Promise<Setting[]> {
  const { settings: all } = await readSettings(ctx.app.db, ctx.app.definitions);
  return codes
    .split(',')
    .filter(Boolean)
    .map((code) => {
      const found = all.find((one) => one.code === code);
      if (found === undefined) throw new RequestError('badRequest', { detail: `there is no setting "${code}"` });
      return found;
    });
}

/** What the form says of a setting: undefined when it says nothing new, null for the default. */
function givenValue(setting: Setting, body: unknown): string | null | undefined {
  const { definition, value, isSet } = setting;
  const name = `value.${setting.code}`;
  if (definition.isSecret) return textOf(body, name) || undefined;
  const isText = definition.type === 'text' || definition.type === 'textarea' || definition.type === 'localText';
  const pair = definition.type === 'localText';
  if (!(pair ? [`${name}.en`, `${name}.ru`] : [name]).every((one) => hasField(body, one))) return undefined;
  const raw = pair ? JSON.stringify({ en: textOf(body, `${name}.en`), ru: textOf(body, `${name}.ru`) }) : textOf(body, name);
  const given = raw.replaceAll('\r\n', '\n');
  if (given === value || (pair && samePair(given, value))) return undefined;
  if (!isText && given.trim() === '') return isSet ? null : undefined;
  return isText ? given : given.trim();
}

function samePair(given: string, value: string): boolean {
  const both = (text: string): string => {
    try {
      const { en = '', ru = '' } = JSON.parse(text) as { en?: string; ru?: string };
      return JSON.stringify([en, ru]);
    } catch {
      return JSON.stringify([text, text]);
    }
  };
  return both(given) === both(value);
}

function fieldName({ code, definition }: Setting): string {
  return definition.type === 'localText' && !definition.isSecret ? `value.${code}.ru` : `value.${code}`;
}

function hasField(body: unknown, name: string): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name);
}

function auditChange(ctx: RequestContext, setting: Setting, value: string | null): Promise<void> {
  const { code, definition } = setting;
  const details = definition.isSecret ? { secret: value === null ? 'removed' : 'set' } : { from: setting.value, to: value };
  return audit(ctx, { action: 'admin.settingChanged', userID: ctx.visitor.userID, object: code, details });
}
