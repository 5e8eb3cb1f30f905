// The list of definitions as a page: kinds with their counts, the filter, the rows with their state.

import type { RequestContext } from '../../engine/request-context.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { attr, html } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatDate } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { ta } from '../texts.ts';
import type { DraftAuthor } from './draft-author.ts';
import type { DefinitionList, ListFilter, ListRow } from './list.ts';
import { kindsFor } from './rights.ts';

export function kindTitle(ctx: RequestContext, kind: KindName): string {
  return ctx.lang === 'ru' ? kinds[kind]['x-ru'].title : kinds[kind].title;
}

export function editorUrl({ kind, code }: { kind: string; code: string }): string {
  return `/admin/definitions/${kind}/${encodeURIComponent(code)}`;
}

export function listBody(
  ctx: RequestContext,
  { list, filter, roles }: { list: DefinitionList; filter: ListFilter; roles: readonly string[] },
): SafeHtml {
  const { lang } = ctx;
  const isFiltered = filter.text !== '' || filter.role !== '' || filter.state !== '' || filter.isMine;
  return html`<div class="definitions" data-screen="definition-list">
    <nav class="definitions-kinds" aria-label="${ta(lang, 'definitions.kinds')}">
      ${kindLink(filter, { kind: '', text: ta(lang, 'definitions.allKinds'), count: list.total })}
      ${[...list.counts].map(([kind, count]) => kindLink(filter, { kind, text: kindTitle(ctx, kind), count, icon: kinds[kind].icon }))}
    </nav>
    <div class="definitions-main">
      ${filterForm(ctx, filter, roles)}
      ${list.rows.length === 0 ? emptyList(ctx, isFiltered) : rowsTable(ctx, list.rows)}
    </div>
  </div>`;
}

export function newButton(ctx: RequestContext, filter: ListFilter): SafeHtml {
  const options = kindsFor(ctx).map((kind) => ({ kind, title: kindTitle(ctx, kind), hasRoles: hasRoles(kind) }));
  return html`<button type="button" class="btn btn-primary" data-new-definition data-kind="${filter.kind}" data-kinds="${JSON.stringify(options)}">
    ${icon('plus-lg')}${ta(ctx.lang, 'definitions.new')}
  </button>`;
}

function hasRoles(kind: KindName): boolean {
  return Object.hasOwn((kinds[kind].schema as unknown as { properties: object }).properties, 'roles');
}

interface KindLink {
  readonly kind: KindName | '';
  readonly text: string;
  readonly count: number;
  readonly icon?: string;
}

function kindLink(filter: ListFilter, { kind, text, count, icon: name = 'collection' }: KindLink): SafeHtml {
  return html`<a class="definitions-kind" href="${listUrl({ ...filter, kind })}"${attr('aria-current', filter.kind === kind && 'page')}>
    ${icon(name)}<span class="truncate">${text}</span><span class="side-count">${count}</span>
  </a>`;
}

function listUrl({ kind, text, role, state, isMine }: ListFilter): string {
  const query = new URLSearchParams(
    Object.entries({ kind, q: text, role, state, mine: isMine ? '1' : '' }).filter(([, value]) => value !== ''),
  ).toString();
  return `/admin/definitions${query === '' ? '' : `?${query}`}`;
}

function filterForm({ lang }: RequestContext, filter: ListFilter, roles: readonly string[]): SafeHtml {
  const states = [
    ['', ta(lang, 'definitions.anyState')],
    ['draft', ta(lang, 'definitions.stateDraft')],
    ['broken', ta(lang, 'definitions.stateBroken')],
    ['warned', ta(lang, 'definitions.stateWarned')],
  ] as const;
  return html`<form class="cluster mb-3" method="get" action="/admin/definitions" role="search">
    ${filter.kind === '' ? '' : html`<input type="hidden" name="kind" value="${filter.kind}">`}
    <div class="search-field">${icon('search')}<input class="form-control" type="search" name="q" value="${filter.text}"
      placeholder="${ta(lang, 'definitions.search')}" aria-label="${ta(lang, 'definitions.search')}"></div>
    <select class="custom-select w-auto" name="role" aria-label="${ta(lang, 'definitions.role')}">
      <option value="">${ta(lang, 'definitions.anyRole')}</option>
      ${roles.map((role) => html`<option${attr('selected', role === filter.role)}>${role}</option>`)}
    </select>
    <select class="custom-select w-auto" name="state" aria-label="${ta(lang, 'definitions.state')}">
      ${states.map(([value, text]) => html`<option value="${value}"${attr('selected', value === filter.state)}>${text}</option>`)}
    </select>
    <div class="custom-control custom-checkbox">
      <input type="checkbox" class="custom-control-input" id="definitions-mine" name="mine" value="1"${attr('checked', filter.isMine)}>
      <label class="custom-control-label" for="definitions-mine">${ta(lang, 'definitions.mine')}</label>
    </div>
    <button class="btn btn-outline-secondary">${ta(lang, 'definitions.show')}</button>
  </form>`;
}

function rowsTable(ctx: RequestContext, rows: readonly ListRow[]): SafeHtml {
  const { lang } = ctx;
  return html`<div class="card"><div class="table-scroll border-top-0" tabindex="0" role="region" aria-label="${ta(lang, 'sections.definitions')}">
    <table class="table table-hover table-stack mb-0">
      <thead><tr>
        <th scope="col">${ta(lang, 'definitions.code')}</th>
        <th scope="col">${ta(lang, 'definitions.title')}</th>
        <th scope="col">${ta(lang, 'definitions.state')}</th>
        <th scope="col">${ta(lang, 'definitions.roles')}</th>
        <th scope="col">${ta(lang, 'definitions.changed')}</th>
        <th scope="col"><span class="sr-only">${ta(lang, 'definitions.actions')}</span></th>
      </tr></thead>
      <tbody>${rows.map((row) => rowOf(ctx, row))}</tbody>
    </table>
  </div></div>`;
}

function rowOf(ctx: RequestContext, row: ListRow): SafeHtml {
  const { lang } = ctx;
  const data = html`data-kind="${row.kind}" data-code="${row.code}" data-version="${row.version}"`;
  const action = (name: string, glyph: string, text: string): SafeHtml =>
    html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-definition-action="${name}" aria-label="${text}: ${row.code}" title="${text}">${icon(glyph)}</button>`;
  return html`<tr ${data}>
    <th scope="row" class="cell-title definitions-code">${icon(kinds[row.kind].icon, { label: kindTitle(ctx, row.kind) })}
      <a class="mono" href="${editorUrl(row)}">${row.code}</a></th>
    <td data-label="${ta(lang, 'definitions.title')}">${row.title}</td>
    <td class="cell-side">${stateOf(ctx, row)}</td>
    <td class="muted" data-label="${ta(lang, 'definitions.roles')}">${row.roles.join(', ')}</td>
    <td class="text-nowrap" data-label="${ta(lang, 'definitions.changed')}"><span class="muted">${row.updatedBy}</span> ${changed(ctx, row.updated)}</td>
    <td class="text-nowrap text-right">
      ${action('duplicate', 'copy', ta(lang, 'definitions.duplicate'))}
      ${action('rename', 'input-cursor-text', ta(lang, 'definitions.rename'))}
      ${action('delete', 'trash', ta(lang, 'definitions.delete'))}
    </td>
  </tr>`;
}

function changed({ lang, visitor }: RequestContext, at: Date): HtmlPart {
  return formatDate({ lang, timeZone: visitor.timeZone }, at);
}

function stateOf({ lang }: RequestContext, { errors, warnings, draft }: ListRow): HtmlPart {
  const marks = [
    errors > 0 && html`<span class="status status-danger">${ta(lang, 'definitions.errors', { count: errors })}</span>`,
    errors === 0 &&
      warnings > 0 &&
      html`<span class="status status-secondary">${ta(lang, 'definitions.warnings', { count: warnings })}</span>`,
    draft !== undefined && html`<span class="status status-warning">${draftText(lang, draft)}</span>`,
  ];
  return html`<span class="cluster">${marks}</span>`;
}

function draftText(lang: Lang, { by, at }: DraftAuthor): string {
  return by === '' ? ta(lang, 'definitions.draft') : ta(lang, 'definitions.draftOf', { name: by, at });
}

function emptyList({ lang }: RequestContext, isFiltered: boolean): SafeHtml {
  return html`<div class="card"><div class="empty">
    <h2>${ta(lang, isFiltered ? 'definitions.nothingFound' : 'definitions.noneYet')}</h2>
    <p>${ta(lang, isFiltered ? 'definitions.nothingFoundHint' : 'definitions.noneYetHint')}</p>
    ${isFiltered ? html`<a class="btn btn-outline-secondary" href="/admin/definitions">${ta(lang, 'definitions.clear')}</a>` : ''}
  </div></div>`;
}
