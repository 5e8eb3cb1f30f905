// HTML of the history: the list with its filter, one change, a change set.

import { kindNames, kinds } from '../../metadata/kinds.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatDateTime } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { countChanges, lineDiff, renderDiff } from '../diff.ts';
import { findText, ta } from '../texts.ts';
import type { Change, HistoryFilter, ItemChange, ListedChange } from './history.ts';

export interface HistoryView {
  readonly changes: readonly ListedChange[];
  readonly hasMore: boolean;
  readonly filter: HistoryFilter;
  readonly authors: readonly string[];
}

export function historyActions(lang: Lang): SafeHtml {
  return html`<a class="btn btn-outline-secondary" href="/admin/versions/import">${icon('upload')}${ta(lang, 'versions.import')}</a><a class="btn btn-primary" href="/admin/versions/export">${icon('download')}${ta(lang, 'versions.export')}</a>`;
}

export function renderHistory(ctx: RenderContext, view: HistoryView): SafeHtml {
  const { lang } = ctx;
  const { filter, changes } = view;
  return html`${filterForm(ctx, view)}
${
  changes.length === 0
    ? renderEmpty({ title: ta(lang, 'versions.none'), text: ta(lang, 'versions.noneText') })
    : html`<form method="get" action="/admin/versions/set">
<div class="cluster mb-2"><button type="submit" class="btn btn-sm btn-outline-secondary">${icon('check2-square')}${ta(lang, 'versions.setOfSelection')}</button><a class="btn btn-sm btn-quiet" href="/admin/versions/set?all=1&amp;${queryOf(filter)}">${ta(lang, 'versions.setOfFilter')}</a></div>
<div class="card"><div class="table-scroll border-top-0"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'sections.versions')}</caption><thead><tr><th scope="col" class="table-check"><span class="sr-only">${ta(lang, 'versions.selectionOnly')}</span></th><th scope="col">${ta(lang, 'versions.what')}</th><th scope="col">${ta(lang, 'versions.action')}</th><th scope="col">${ta(lang, 'versions.when')}</th><th scope="col">${ta(lang, 'versions.who')}</th><th scope="col">${ta(lang, 'versions.comment')}</th></tr></thead><tbody>${join(changes.map((change) => changeRow(ctx, change)))}</tbody></table></div></div></form>`
}
${pager(lang, view)}`;
}

function filterForm({ lang }: RenderContext, { filter, authors }: HistoryView): SafeHtml {
  const option = (value: string, text: string, current: string): SafeHtml =>
    html`<option value="${value}"${attr('selected', value === current)}>${text}</option>`;
  const time = (name: 'from' | 'to'): SafeHtml =>
    html`<div><label class="small mb-0" for="filter-${name}">${ta(lang, `versions.${name}`)}</label><input class="form-control" type="datetime-local" id="filter-${name}" name="${name}" value="${filter[name]}"></div>`;
  const field = (name: 'code' | 'text'): SafeHtml =>
    html`<div><label class="small mb-0" for="filter-${name}">${ta(lang, `versions.${name}`)}</label><input class="form-control" type="search" id="filter-${name}" name="${name}" value="${filter[name]}"></div>`;
  return html`<form class="versions-filter mb-3" method="get" action="/admin/versions" role="search">
<div><label class="small mb-0" for="filter-kind">${ta(lang, 'versions.kind')}</label><select class="custom-select" id="filter-kind" name="kind">${option('', ta(lang, 'versions.anyKind'), filter.kind)}${option('module', ta(lang, 'versions.module'), filter.kind)}${join(kindNames.map((kind) => option(kind, kindTitle(lang, kind), filter.kind)))}</select></div>
<div><label class="small mb-0" for="filter-who">${ta(lang, 'versions.who')}</label><select class="custom-select" id="filter-who" name="who">${option('', ta(lang, 'versions.anybody'), filter.who)}${join(authors.map((name) => option(name, name, filter.who)))}</select></div>
${field('code')}${field('text')}${time('from')}${time('to')}
<button type="submit" class="btn btn-outline-secondary">${ta(lang, 'versions.show')}</button></form>`;
}

function changeRow({ lang, locale }: RenderContext, change: ListedChange): SafeHtml {
  const { id, kind, name, action, changed, changedBy, comment, source } = change;
  const label = `${kindTitle(lang, kind)} ${name}`;
  return html`<tr><td class="table-check"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="pick-${id}" name="id" value="${id}"><label class="custom-control-label" for="pick-${id}"><span class="sr-only">${ta(lang, 'versions.select', { name: label })}</span></label></div></td>
<th scope="row" class="cell-title"><span class="cell-main"><a href="/admin/versions/change/${id}">${name}</a><br><small class="muted">${kindTitle(lang, kind)}</small></span></th>
<td class="cell-side">${actionBadge(lang, action)}</td>
<td data-label="${ta(lang, 'versions.when')}">${formatDateTime(locale, changed)}</td><td data-label="${ta(lang, 'versions.who')}">${changedBy}</td>
<td data-label="${ta(lang, 'versions.comment')}">${comment}${source === null ? '' : html` <span class="muted">${findText(lang, `versions.source_${source}`)}</span>`}</td></tr>`;
}

function actionBadge(lang: Lang, action: ListedChange['action']): SafeHtml {
  const tone = { insert: 'success', update: 'info', delete: 'danger' }[action];
  return html`<span class="status status-${tone}">${ta(lang, `versions.action_${action}`)}</span>`;
}

function pager(lang: Lang, { filter, hasMore }: HistoryView): HtmlPart {
  if (filter.page === 1 && !hasMore) return '';
  const link = (page: number, text: string): SafeHtml =>
    html`<a class="btn btn-outline-secondary" href="/admin/versions?${queryOf(filter)}&amp;page=${page}">${text}</a>`;
  return html`<nav class="mt-3 cluster" aria-label="${ta(lang, 'versions.pages')}">${filter.page > 1 ? link(filter.page - 1, ta(lang, 'versions.newer')) : ''}<span class="muted">${filter.page}</span>${hasMore ? link(filter.page + 1, ta(lang, 'versions.older')) : ''}</nav>`;
}

function queryOf({ kind, who, code, text, from, to }: HistoryFilter): string {
  return new URLSearchParams(Object.entries({ kind, who, code, text, from, to }).filter(([, value]) => value !== '')).toString();
}

/** One change; `isSince` compares with the present state instead of the state before. */
export function renderChange(ctx: RenderContext, { change, isSince }: { change: Change; isSince: boolean }): SafeHtml {
  const { lang, locale } = ctx;
  const { id, name, before, after, now, changed, changedBy, comment, action, source } = change;
  const [left, right] = isSince ? [after ?? before ?? '', now ?? ''] : [before ?? '', after ?? ''];
  const tab = (text: string, url: string, isCurrent: boolean): SafeHtml =>
    html`<li class="nav-item"><a class="nav-link${isCurrent ? ' active' : ''}" href="${url}"${attr('aria-current', isCurrent && 'page')}>${text}</a></li>`;
  return html`<div class="stack"><p class="cluster mb-0">${actionBadge(lang, action)}<span>${formatDateTime(locale, changed)}</span><span>${changedBy}</span>${source === null ? '' : html`<span class="muted">${findText(lang, `versions.source_${source}`)}</span>`}<span class="muted">${comment}</span></p>
<ul class="nav nav-tabs">${tab(ta(lang, 'versions.thisChange'), `/admin/versions/change/${id}`, !isSince)}${tab(ta(lang, 'versions.sinceThen'), `/admin/versions/change/${id}?since=1`, isSince)}</ul>
<section class="card overflow-hidden" aria-label="${ta(lang, 'versions.difference')}">${renderDiff(lang, { before: left, after: right, label: ta(lang, 'versions.difference') })}</section>
<form data-post method="post" action="/admin/versions/restore" class="cluster"><input type="hidden" name="id" value="${id}"><input type="hidden" name="version" value="${change.currentVersion}">
${restoreButton(lang, { which: 'after', name, text: after, now })}${restoreButton(lang, { which: 'before', name, text: before, now })}
<a class="btn btn-quiet" href="${editorOf(change)}">${ta(lang, 'versions.openEditor')}</a></form></div>`;
}

interface Restorable {
  readonly which: 'after' | 'before';
  readonly name: string;
  readonly text: string | undefined;
  readonly now: string | undefined;
}

function restoreButton(lang: Lang, { which, name, text, now }: Restorable): HtmlPart {
  if (text === undefined) return '';
  if (text === now) return which === 'after' ? html`<span class="muted">${ta(lang, 'versions.alreadyNow')}</span>` : '';
  return html`<button type="submit" class="btn ${which === 'after' ? 'btn-primary' : 'btn-outline-secondary'}" name="which" value="${which}" data-confirm="${ta(lang, 'versions.restoreConfirm', { name })}">${icon('arrow-counterclockwise')}${ta(lang, which === 'after' ? 'versions.restoreAfter' : 'versions.restoreBefore')}</button>`;
}

function editorOf({ kind, name }: { kind: string; name: string }): string {
  if (kind !== 'module') return `/admin/definitions/${kind}/${encodeURIComponent(name)}`;
  const [schema = '', ...own] = name.split('.');
  return `/admin/workshop/module/${encodeURIComponent(schema)}/${encodeURIComponent(own.join('.'))}`;
}

/** What a span of time or a selection comes to, item by item. */
export function renderChangeSet(
  { lang, csrfToken }: RenderContext,
  { items, isNothingPicked }: { items: readonly ItemChange[]; isNothingPicked: boolean },
): SafeHtml {
  if (isNothingPicked) return renderEmpty({ title: ta(lang, 'versions.nothingPicked'), text: ta(lang, 'versions.nothingPickedText') });
  if (items.length === 0) return renderEmpty({ title: ta(lang, 'versions.setEmpty'), text: ta(lang, 'versions.setEmptyText') });
  const exportable = items.flatMap(({ path, after }) => (path === undefined || after === undefined ? [] : [path]));
  return html`<div class="stack"><form method="post" action="/admin/versions/export" class="cluster"><input type="hidden" name="_csrf" value="${csrfToken}"><input type="hidden" name="scope" value="selection"><input type="hidden" name="name" value="changes">${join(exportable.map((path) => html`<input type="hidden" name="path" value="${path}">`))}
<button type="submit" class="btn btn-primary"${attr('disabled', exportable.length === 0)}>${icon('download')}${ta(lang, 'versions.exportSet')}</button></form>
<div class="card">${join(items.map((item) => setItem(lang, item)))}</div></div>`;
}

function setItem(lang: Lang, { kind, name, before = '', after = '', count, people }: ItemChange): SafeHtml {
  const { added, removed } = countChanges(lineDiff(before, after));
  const title = `${kindTitle(lang, kind)} ${name}`;
  return html`<details class="card-part"><summary><b>${name}</b> <span class="muted">${kindTitle(lang, kind)}</span> <span class="text-success">+${added}</span> <span class="text-danger">−${removed}</span> <span class="muted">${ta(lang, 'versions.setCount', { count })} · ${people.join(', ')}</span></summary><div class="mt-2">${renderDiff(lang, { before, after, label: title })}</div></details>`;
}

export function kindTitle(lang: Lang, kind: string): string {
  const known = kindNames.find((one) => one === kind);
  if (known === undefined) return findText(lang, `versions.${kind === 'module' ? 'module' : kind}`) ?? kind;
  return lang === 'ru' ? kinds[known]['x-ru'].title : kinds[known].title;
}
