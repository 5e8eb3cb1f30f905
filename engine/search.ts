// The search of the whole cabinet: the solution's `as_search(@text, @username)` (its older name `falcon_search` serves when it is absent),
// as JSON for the box in the top bar and as a page without scripts.

import type { FastifyInstance } from 'fastify';
import { renderEmpty } from '../renderer/feedback.ts';
import { html, join, safeUrl } from '../renderer/html.ts';
import { renderCabinet } from '../renderer/layout.ts';
import { t } from '../renderer/locale.ts';
import { cell } from '../sql/procedures.ts';
import type { Row } from '../sql/procedures.ts';
import { callOptional } from './call.ts';
import { RequestError } from './errors.ts';
import { layoutInfo } from './layout-info.ts';
import { loadMenu } from './menu.ts';
import { renderContextOf } from './render-context.ts';
import type { RequestContext } from './request-context.ts';

export interface Found {
  readonly text: string;
  /** Inside the application. */
  readonly url: string;
  readonly group: string;
  readonly note: string;
}

const LONGEST_TEXT = 100;
const MOST_FOUND = 50;

export function searchRoutes(server: FastifyInstance): void {
  server.get('/search', async ({ ctx, headers }, reply) => {
    if (ctx.visitor.userID === null) throw new RequestError('signInRequired', { detail: 'the search is for signed-in users' });
    const text = (ctx.params.get('text') ?? '').trim().slice(0, LONGEST_TEXT);
    const items = text === '' ? [] : await search(ctx, text);
    reply.header('cache-control', 'no-store');
    if (!(headers.accept ?? '').includes('text/html')) return reply.send({ items });
    return reply.type('text/html; charset=utf-8').send(await searchPage(ctx, { text, items }));
  });
}

/** Columns of the first set: `title` (or `text`), `url`, `kind` (or `group`), `subtitle` (or `note`). Rows that lead elsewhere are left out. */
async function search(ctx: RequestContext, text: string): Promise<Found[]> {
  const values = { text };
  const result =
    (await callOptional(ctx, { name: 'as_search', values, isRead: true })) ??
    (await callOptional(ctx, { name: 'falcon_search', values, isRead: true }));
  return (result?.sets[0]?.rows ?? [])
    .map((row) => ({
      text: column(row, 'title', 'text'),
      url: column(row, 'url'),
      group: column(row, 'kind', 'group'),
      note: column(row, 'subtitle', 'note'),
    }))
    .filter(({ url }) => /^\/(?![/\\])/.test(url))
    .slice(0, MOST_FOUND);
}

function column(row: Row, ...names: readonly string[]): string {
  const value = names.map((name) => cell(row, name)).find((known) => known !== undefined && known !== null);
  return value === undefined ? '' : String(value);
}

async function searchPage(ctx: RequestContext, { text, items }: { text: string; items: readonly Found[] }): Promise<string> {
  const [info, groups] = await Promise.all([layoutInfo(ctx), loadMenu(ctx, { current: '', own: undefined })]);
  const { lang } = ctx;
  const list = html`<ul class="list-group">${join(
    items.map(
      ({ text: title, url, group, note }) =>
        html`<li class="list-group-item"><a href="${safeUrl(url)}">${title}</a> <span class="muted">${group}</span><p class="note mb-0">${note}</p></li>`,
    ),
  )}</ul>`;
  return renderCabinet({
    ctx: renderContextOf(ctx),
    title: t(lang, 'layout.searchResults', { text }),
    brand: info.brand,
    menu: { groups },
    head: { title: t(lang, 'layout.searchResults', { text }) },
    notifications: { unread: ctx.unreadNotifications },
    search: info.search,
    body: items.length > 0 ? list : renderEmpty({ title: t(lang, 'layout.nothingFound'), text: t(lang, 'layout.nothingFoundText') }),
  });
}
