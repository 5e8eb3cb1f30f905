// How a block or a letter looks with sample values: a document of its own for a frame in which nothing runs. Letters bring their styles in
// attributes, which pages of the platform do not allow, so this document has a policy of its own.

import type { FastifyReply } from 'fastify';
import { blockTemplate } from '../../engine/block/template.ts';
import { renderLetter } from '../../engine/outbox/letters.ts';
import { labelText, settingText, tokenValues } from '../../engine/pages/tokens.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import type { BlockDefinition } from '../../metadata/kinds/block.ts';
import type { MailTemplateDefinition } from '../../metadata/kinds/mail-template.ts';
import { renderAlert } from '../../renderer/feedback.ts';
import { html } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import type { Lang, Locale } from '../../renderer/locale.ts';
import type { Theme } from '../../renderer/page-context.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Sends a document for a preview's frame: no script runs in it, nothing is loaded from elsewhere. */
export function sendPreview(reply: FastifyReply, document: SafeHtml): FastifyReply {
  return reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(document.value);
}

/** A letter as mail programs show it: without the platform's styles. */
export function letterDocument(lang: Lang, { subject, body }: { subject: string; body: HtmlPart }): SafeHtml {
  return html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><title>${subject}</title><style>body{font:15px/1.5 system-ui,sans-serif;margin:16px;color:#1b2224;background:#fff}</style></head><body>${body}</body></html>`;
}

export interface PageDocument {
  readonly title: string;
  readonly body: HtmlPart;
  /** More of the head. */
  readonly head?: HtmlPart;
  /** The visitor's own without it. */
  readonly theme?: Theme;
}

/** Something as it stands on a page. */
export function pageDocument(ctx: RequestContext, { title, body, head = '', theme = ctx.visitor.theme }: PageDocument): SafeHtml {
  const { assets } = ctx.app;
  return html`<!doctype html>
<html lang="${ctx.lang}" data-theme="${theme}" data-density="${ctx.visitor.density}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="${assets.css}">${head}</head><body><main class="p-3">${body}</main></body></html>`;
}

export function previewProblem(ctx: RequestContext, text: string): SafeHtml {
  return pageDocument(ctx, { title: text, body: renderAlert('danger', { text }) });
}

/** The block's body filled from the sample instead of its procedure. */
export function blockPreview(
  ctx: RequestContext,
  { code, definition, sample, lang }: { code: string; definition: BlockDefinition; sample: Readonly<Record<string, unknown>>; lang: Lang },
): SafeHtml {
  const template = blockTemplate(definition, { lang, code });
  const rows = Array.isArray(sample.sel1) ? (sample.sel1 as unknown[]) : [];
  const filled = template.render(
    {
      row: rows[0],
      itemID: ctx.itemID,
      username: ctx.visitor.username,
      displayName: ctx.visitor.displayName,
      lang,
      isSignedIn: true,
      params: {},
      tokens: Object.fromEntries(tokenValues(ctx, undefined)),
      labels: Object.fromEntries(template.labels.map((key) => [key, labelText({ ...ctx, lang }, key)])),
      settings: Object.fromEntries(template.settings.map((one) => [one, settingText({ ...ctx, lang }, one)])),
      ...sample,
    },
    localeOf(ctx, lang),
  );
  const body = definition.wrapper === 'card' ? html`<section class="card"><div class="card-body">${filled}</div></section>` : filled;
  return pageDocument(ctx, { title: code, body });
}

/** The letter for the visitor, filled from the sample. Throws ActionRefused for a template that cannot be read. */
export function letterFor(
  ctx: RequestContext,
  { definition, sample, lang }: { definition: MailTemplateDefinition; sample: Readonly<Record<string, unknown>>; lang: Lang },
): ReturnType<typeof renderLetter> {
  const { app, visitor } = ctx;
  const given = Object.fromEntries(
    Object.entries(sample).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  );
  const values = { username: visitor.username, displayName: visitor.displayName, email: '', ...given, baseUrl: app.config.baseUrl, lang };
  return renderLetter(app, { template: definition, values, locale: localeOf(ctx, lang) });
}

function localeOf({ visitor }: RequestContext, lang: Lang): Locale {
  return { lang, timeZone: visitor.timeZone };
}
