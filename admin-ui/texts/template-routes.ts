// Addresses of blocks and letters: lists, the editor of one, its preview, saving, and a letter to oneself.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { audit } from '../../engine/auth/audit.ts';
import { findById } from '../../engine/auth/users.ts';
import { RequestError } from '../../engine/errors.ts';
import { ActionRefused } from '../../engine/outbox/action.ts';
import { enqueue } from '../../engine/outbox/enqueue.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { BlockDefinition } from '../../metadata/kinds/block.ts';
import type { MailTemplateDefinition } from '../../metadata/kinds/mail-template.ts';
import { checkDefinition } from '../../metadata/validate.ts';
import { raw } from '../../renderer/html.ts';
import type { Lang } from '../../renderer/locale.ts';
import { numberOf, sendDone, sendRefused, textOf } from '../answers.ts';
import { adminRenderContext, adminScreen } from '../screen.ts';
import { ta } from '../texts.ts';
import { changeContent } from './content.ts';
import type { Body } from './content.ts';
import { blockPreview, letterDocument, letterFor, previewProblem, sendPreview } from './preview.ts';
import { renderTemplateEditor, renderTemplateList } from './template-view.ts';
import { fieldNames, fieldsOfBlock, fieldsOfLetter, putFields, sampleOf, templateErrors } from './templates.ts';
import type { TemplateFields, TemplateKind } from './templates.ts';
import { textTabs } from './view.ts';

const BODY = { schema: { body: { type: 'object' } }, bodyLimit: 2_000_000 };
const ADDRESSES = { blocks: 'block', mail: 'mailTemplate' } as const satisfies Record<string, TemplateKind>;
interface OfOne {
  Params: { code: string };
}

export function templateRoutes(server: FastifyInstance): void {
  for (const [address, kind] of Object.entries(ADDRESSES) as [keyof typeof ADDRESSES, TemplateKind][]) {
    server.get(`/${address}`, async ({ ctx }, reply) => {
      const find = (ctx.params.get('text') ?? '').trim();
      const rows = ctx.app.definitions.all(kind).flatMap((stored) => ('findings' in stored ? [] : [stored]));
      const body = renderTemplateList(adminRenderContext(ctx), { kind, address, rows, find });
      return page(
        reply,
        adminScreen(ctx, { section: 'texts', title: ta(ctx.lang, 'sections.texts'), body: [textTabs(ctx.lang, address), body] }),
      );
    });

    server.get<OfOne>(`/${address}/:code`, async ({ ctx, params }, reply) => {
      const { code, version, definition } = requireTemplate(ctx, kind, params.code);
      const fields = kind === 'block' ? fieldsOfBlock(definition as BlockDefinition) : fieldsOfLetter(definition as MailTemplateDefinition);
      return page(
        reply,
        adminScreen(ctx, {
          section: 'texts',
          title: code,
          breadcrumbs: [{ text: ta(ctx.lang, `texts.${address}`), url: `/admin/texts/${address}` }, { text: code }],
          body: renderTemplateEditor(adminRenderContext(ctx), {
            kind,
            address,
            code,
            version,
            fields,
            sample: sampleOf(kind, definition),
            hasProcedure: 'hasProcedure' in definition && definition.hasProcedure,
          }),
        }),
      );
    });

    server.post<OfOne>(`/${address}/:code/save`, BODY, async ({ ctx, params, body }, reply) => {
      const { code } = requireTemplate(ctx, kind, params.code);
      const fields = fieldsOf(kind, body);
      const errors = templateErrors(fields);
      if (Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
      await changeContent(ctx, {
        kind,
        code,
        version: numberOf(body, 'version'),
        comment: textOf(body, 'comment').trim().slice(0, 1000),
        change: (own) => putFields(own, kind, fields),
      });
      return sendDone(reply, {
        commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'texts.saved') }, { type: 'reload' }],
      });
    });

    // A plain form posts here into the preview's frame.
    server.post<OfOne>(
      `/${address}/:code/preview`,
      { ...BODY, config: { changesNothing: 'a preview' } },
      async ({ ctx, params, body }, reply) => {
        const found = requireTemplate(ctx, kind, params.code);
        try {
          const edited = editedDefinition(kind, { code: found.code, definition: found.definition, fields: fieldsOf(kind, body) });
          const [sample, lang] = [sampleIn(ctx, body), langOf(ctx, body)];
          if (kind === 'block') {
            return sendPreview(reply, blockPreview(ctx, { code: found.code, definition: edited as BlockDefinition, sample, lang }));
          }
          const { subject, html } = letterFor(ctx, { definition: edited as MailTemplateDefinition, sample, lang });
          return sendPreview(
            reply,
            letterDocument(lang, { subject, body: [raw(`<h1 style="font-size:18px">`), subject, raw(`</h1>${html}`)] }),
          );
        } catch (error) {
          return sendPreview(reply, previewProblem(ctx, problemOf(error)));
        }
      },
    );
  }

  server.post<OfOne>('/mail/:code/test', BODY, async ({ ctx, params, body }, reply) => {
    const { code, definition } = requireTemplate(ctx, 'mailTemplate', params.code);
    const fields = fieldsOf('mailTemplate', body);
    const errors = templateErrors(fields);
    if (Object.keys(errors).length > 0) return sendRefused(reply, { status: 422, data: { errors } });
    const { visitor, app } = ctx;
    const user = visitor.userID === null ? undefined : await findById(app.db, visitor.userID);
    if (user?.email == null) return sendRefused(reply, { status: 422, data: {}, commands: [warning(ta(ctx.lang, 'texts.noAddress'))] });
    const edited = editedDefinition('mailTemplate', { code, definition, fields }) as MailTemplateDefinition;
    const letter = letterFor(ctx, { definition: edited, sample: sampleIn(ctx, body), lang: langOf(ctx, body) });
    // To nobody but whoever asks: an editor must not be able to write to others in the solution's name.
    await enqueue(app, [
      {
        type: 'email',
        payload: { to: visitor.username, subject: ta(ctx.lang, 'texts.testSubject', { subject: letter.subject }), body: letter.html },
        createdBy: visitor.username,
        traceID: ctx.traceId,
      },
    ]);
    await audit(ctx, { action: 'admin.testLetterSent', userID: visitor.userID, object: `mailTemplate ${code}` });
    return sendDone(reply, {
      commands: [{ type: 'message', kind: 'success', text: ta(ctx.lang, 'texts.testSent', { address: user.email }) }],
    });
  });
}

function requireTemplate(ctx: RequestContext, kind: TemplateKind, code: string) {
  const found = ctx.app.definitions.get(kind, code);
  if (found === undefined || 'findings' in found)
    throw new RequestError('notFound', { detail: `there is no ${kind} ${code} that can be read` });
  return found;
}

/** The definition as it would be with these fields; only for looking at. */
function editedDefinition(
  kind: TemplateKind,
  { code, definition, fields }: { code: string; definition: object; fields: TemplateFields },
): BlockDefinition | MailTemplateDefinition {
  const body = structuredClone(definition) as Body;
  putFields(body, kind, fields);
  const checked = checkDefinition(kind, body, code);
  if (checked.definition === undefined) throw new ActionRefused(checked.findings.map(({ message }) => message.en).join(' '));
  return checked.definition;
}

function fieldsOf(kind: TemplateKind, body: unknown): TemplateFields {
  return Object.fromEntries(fieldNames(kind).map((name) => [name, textOf(body, name).replaceAll('\r\n', '\n')]));
}

function sampleIn(ctx: RequestContext, body: unknown): Readonly<Record<string, unknown>> {
  const text = textOf(body, 'sample').trim();
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, as for what is JSON but no object.
  }
  throw new RequestError('invalid', { text: ta(ctx.lang, 'texts.badSample') });
}

function langOf(ctx: RequestContext, body: unknown): Lang {
  const lang = textOf(body, 'lang');
  return lang === 'en' || lang === 'ru' ? lang : ctx.lang;
}

function problemOf(error: unknown): string {
  if (error instanceof RequestError) return error.text ?? error.detail ?? error.code;
  return error instanceof Error ? error.message : String(error);
}

function warning(text: string) {
  return { type: 'message', kind: 'warning', text } as const;
}

async function page(reply: FastifyReply, screen: Promise<string>): Promise<FastifyReply> {
  return reply.type('text/html; charset=utf-8').send(await screen);
}
