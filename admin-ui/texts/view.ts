// HTML of labels: tabs of the section, the grid of both languages, what is missing, a new label, what a file would change.

import { renderAlert, renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import type { Lang } from '../../renderer/locale.ts';
import { kindTitle, ta } from '../texts.ts';
import type { AdminText } from '../texts.ts';
import type { LabelFilePlan } from './label-file.ts';
import { isHeading, isMissing } from './labels.ts';
import type { Label, LabelFilter } from './labels.ts';
import type { OneSided } from './missing.ts';

export type TextTab = 'labels' | 'missing' | 'blocks' | 'mail';

const TABS: readonly { readonly tab: TextTab; readonly url: string; readonly text: AdminText }[] = [
  { tab: 'labels', url: '/admin/texts', text: 'texts.labels' },
  { tab: 'missing', url: '/admin/texts/missing', text: 'texts.missing' },
  { tab: 'blocks', url: '/admin/texts/blocks', text: 'texts.blocks' },
  { tab: 'mail', url: '/admin/texts/mail', text: 'texts.mail' },
];
const LANGUAGES: readonly Lang[] = ['ru', 'en'];

export function textTabs(lang: Lang, current: TextTab): SafeHtml {
  return html`<nav class="nav nav-tabs mb-3" aria-label="${ta(lang, 'sections.texts')}">${join(TABS.map(({ tab, url, text }) => html`<a class="nav-link${tab === current ? ' active' : ''}" href="${url}"${attr('aria-current', tab === current ? 'page' : undefined)}>${ta(lang, text)}</a>`))}</nav>`;
}

export interface LabelListView {
  readonly labels: readonly Label[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
  readonly filter: LabelFilter;
  readonly parts: readonly string[];
}

export function labelActions(lang: Lang, filter: LabelFilter): SafeHtml {
  const query = new URLSearchParams({ text: filter.text, part: filter.part, state: filter.state }).toString();
  return html`<a class="btn btn-outline-secondary" href="/admin/texts/labels.csv?${query}" download>${icon('download')}${ta(lang, 'texts.export')}</a><a class="btn btn-outline-secondary" href="/admin/texts/import">${icon('upload')}${ta(lang, 'texts.import')}</a><a class="btn btn-primary" href="/admin/texts/new">${icon('plus-lg')}${ta(lang, 'texts.add')}</a>`;
}

export function renderLabels(lang: Lang, view: LabelListView): SafeHtml {
  const { filter, labels } = view;
  const option = (value: string, text: string, current: string): SafeHtml =>
    html`<option value="${value}"${attr('selected', value === current)}>${text}</option>`;
  const pages = Math.ceil(view.total / view.pageSize);
  const link = (page: number): string =>
    `?${new URLSearchParams({ text: filter.text, part: filter.part, state: filter.state, page: String(page) }).toString()}`;
  return html`<form class="cluster mb-3" method="get" role="search">
<div class="search-field">${icon('search')}<input class="form-control" type="search" name="text" value="${filter.text}" placeholder="${ta(lang, 'texts.find')}" aria-label="${ta(lang, 'texts.find')}"></div>
<select class="custom-select w-auto" name="part" aria-label="${ta(lang, 'texts.part')}">${option('', ta(lang, 'texts.anyPart'), filter.part)}${join(view.parts.map((part) => option(part, part, filter.part)))}</select>
<select class="custom-select w-auto" name="state" aria-label="${ta(lang, 'texts.state')}">${option('', ta(lang, 'texts.anyState'), filter.state)}${option('missing', ta(lang, 'texts.stateMissing'), filter.state)}${option('unused', ta(lang, 'texts.stateUnused'), filter.state)}</select>
<button type="submit" class="btn btn-outline-secondary">${ta(lang, 'texts.show')}</button>
<span class="muted push" role="status">${ta(lang, 'texts.count', { count: view.total })}</span></form>
${
  labels.length === 0
    ? renderEmpty({
        title: ta(lang, view.parts.length === 0 ? 'texts.noParts' : 'texts.none'),
        text: ta(lang, view.parts.length === 0 ? 'texts.noPartsText' : 'texts.noneText'),
      })
    : html`<div class="card" data-screen="texts-grid"><p class="sr-only" role="status" data-grid-status></p><div class="table-scroll border-top-0"><table class="table table-stack texts-grid"><caption class="sr-only">${ta(lang, 'texts.labels')}</caption><thead><tr><th scope="col">${ta(lang, 'texts.key')}</th>${join(LANGUAGES.map((one) => html`<th scope="col">${languageName(lang, one)}</th>`))}<th scope="col">${ta(lang, 'texts.used')}</th><th scope="col"><span class="sr-only">${ta(lang, 'texts.actions')}</span></th></tr></thead><tbody>${join(labels.map((label) => labelRow(lang, label)))}</tbody></table></div></div>`
}
${pages > 1 ? html`<nav class="mt-3 cluster" aria-label="${ta(lang, 'users.pages')}">${view.page > 1 ? html`<a class="btn btn-outline-secondary" href="${link(view.page - 1)}">${ta(lang, 'users.previous')}</a>` : ''}<span class="muted">${view.page} / ${pages}</span>${view.page < pages ? html`<a class="btn btn-outline-secondary" href="${link(view.page + 1)}">${ta(lang, 'users.next')}</a>` : ''}</nav>` : ''}`;
}

function labelRow(lang: Lang, label: Label): SafeHtml {
  const { key, part, uses } = label;
  const cell = (one: Lang): SafeHtml =>
    html`<td data-label="${languageName(lang, one)}"${attr('class', label[one].trim() === '' ? 'is-missing' : undefined)}>${textCell(lang, { label: `${key}, ${languageName(lang, one)}`, of: one, url: '/admin/texts/labels/save', text: label[one], body: { part, key, lang: one } })}</td>`;
  const places = uses.map(({ kind, code }) => `${kindTitle(lang, kind)} ${code}`);
  const shown = [...new Set(places)];
  return html`<tr><th scope="row" class="cell-title"><code>${key}</code><br><small class="muted">${part}</small>${isMissing(label) ? html` <span class="status status-warning">${ta(lang, 'texts.missingOne')}</span>` : ''}</th>${join(LANGUAGES.map(cell))}
<td data-label="${ta(lang, 'texts.used')}">${shown.length === 0 ? html`<span class="muted">${ta(lang, isHeading(key) ? 'texts.heading' : 'texts.notUsed')}</span>` : html`<span title="${shown.join(', ')}">${shown.slice(0, 2).join(', ')}${shown.length > 2 ? ` +${shown.length - 2}` : ''}</span>`}</td>
<td class="text-right"><form data-post method="post" action="/admin/texts/labels/remove"><input type="hidden" name="part" value="${part}"><input type="hidden" name="key" value="${key}"><button type="submit" class="btn btn-icon btn-quiet btn-sm" data-confirm="${ta(lang, uses.length > 0 ? 'texts.removeUsed' : 'texts.removeConfirm', { key, count: uses.length })}" aria-label="${ta(lang, 'texts.remove', { key })}" title="${ta(lang, 'texts.remove', { key })}">${icon('trash')}</button></form></td></tr>`;
}

/** A text that is saved when it is left; `body` goes along with it. */
function textCell(
  lang: Lang,
  { label, of, url, text, body }: { label: string; of: Lang; url: string; text: string; body: Readonly<Record<string, string>> },
): SafeHtml {
  return html`<textarea class="form-control texts-cell" rows="1" lang="${of}" aria-label="${label}" data-save="${url}" data-body="${JSON.stringify(body)}" placeholder="${ta(lang, 'texts.write')}">${text}</textarea>`;
}

export interface MissingView {
  readonly items: readonly OneSided[];
  readonly labels: number;
  readonly state: OneSided['state'];
  readonly counts: Readonly<Record<OneSided['state'], number>>;
  /** Where the definition of a kind can be opened by this visitor. */
  readonly url: (item: OneSided) => string | undefined;
}

const MOST_SHOWN = 300;

export function renderMissing(lang: Lang, view: MissingView): SafeHtml {
  const tab = (state: OneSided['state'], text: AdminText): SafeHtml =>
    html`<a class="btn btn-outline-secondary${state === view.state ? ' active' : ''}" href="?state=${state}"${attr('aria-current', state === view.state ? 'page' : undefined)}>${ta(lang, text)} <span class="side-count">${view.counts[state]}</span></a>`;
  const shown = view.items.slice(0, MOST_SHOWN);
  return html`${view.labels > 0 ? renderAlert('warning', { text: html`${ta(lang, 'texts.labelsMissing', { count: view.labels })} <a href="/admin/texts?state=missing">${ta(lang, 'texts.showThem')}</a>` }) : ''}
<div class="cluster mb-3"><div class="btn-group" role="group" aria-label="${ta(lang, 'texts.state')}">${tab('missing', 'texts.onlyOne')}${tab('same', 'texts.sameForBoth')}</div><span class="muted">${ta(lang, view.state === 'missing' ? 'texts.onlyOneText' : 'texts.sameText')}</span></div>
${
  shown.length === 0
    ? renderEmpty({ title: ta(lang, 'texts.allThere'), text: ta(lang, 'texts.allThereText') })
    : html`<div class="card" data-screen="texts-grid"><p class="sr-only" role="status" data-grid-status></p><div class="table-scroll border-top-0"><table class="table table-stack texts-grid"><caption class="sr-only">${ta(lang, 'texts.missing')}</caption><thead><tr><th scope="col">${ta(lang, 'texts.place')}</th><th scope="col">${ta(lang, 'texts.there')}</th><th scope="col">${ta(lang, 'texts.lacking')}</th></tr></thead><tbody>${join(shown.map((item) => missingRow(lang, item, view.url(item))))}</tbody></table></div></div>${view.items.length > shown.length ? html`<p class="muted mt-2">${ta(lang, 'texts.more', { count: view.items.length - shown.length })}</p>` : ''}`
}`;
}

function missingRow(lang: Lang, item: OneSided, url: string | undefined): SafeHtml {
  const { kind, code, pointer, text } = item;
  const other: Lang = item.lang === 'en' ? 'ru' : 'en';
  const name = `${kindTitle(lang, kind)} ${code}`;
  const entry: HtmlPart = item.isMarkup
    ? html`<span class="muted">${ta(lang, 'texts.inItsEditor')}</span>`
    : textCell(lang, {
        label: `${name} ${pointer}, ${languageName(lang, other)}`,
        of: other,
        url: '/admin/texts/missing/save',
        text: '',
        body: { kind, code, pointer, was: text },
      });
  return html`<tr><th scope="row" class="cell-title">${url === undefined ? name : html`<a href="${url}">${name}</a>`}<br><small class="muted mono">${pointer}</small></th><td data-label="${ta(lang, 'texts.there')}"><small class="muted">${languageName(lang, item.lang)}</small><br><span lang="${item.lang}" class="text-break">${text.length > 300 ? `${text.slice(0, 300)}…` : text}</span></td><td data-label="${ta(lang, 'texts.lacking')}"><small class="muted">${languageName(lang, other)}</small><br>${entry}</td></tr>`;
}

export function renderNewLabel(lang: Lang, { parts, part }: { parts: readonly string[]; part: string }): SafeHtml {
  const area = (one: Lang): SafeHtml =>
    html`<div class="form-group"><label for="label-${one}">${languageName(lang, one)}</label><textarea class="form-control" id="label-${one}" name="${one}" rows="2" maxlength="4000" lang="${one}" required></textarea></div>`;
  return html`<form class="card" data-post method="post" action="/admin/texts/labels/add"><div class="card-body">
<div class="form-group"><label for="label-part">${ta(lang, 'texts.part')}</label><select class="custom-select" id="label-part" name="part">${join(parts.map((one) => html`<option value="${one}"${attr('selected', one === part)}>${one}</option>`))}</select></div>
<div class="form-group"><label for="label-key">${ta(lang, 'texts.key')}</label><input class="form-control mono" id="label-key" name="key" required maxlength="128" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="label-key-help"><div class="form-text" id="label-key-help">${ta(lang, 'texts.keyHelp')}</div></div>
${join(LANGUAGES.map(area))}
</div><div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'texts.addIt')}</button><a class="btn btn-quiet" href="/admin/texts">${ta(lang, 'texts.cancel')}</a></div></form>`;
}

export function renderLabelImport(lang: Lang): SafeHtml {
  return html`<form class="card" data-screen="label-import" action="/admin/texts/import" method="post"><div class="card-body">
<p>${ta(lang, 'texts.importHelp')}</p>
<div class="form-group"><label for="label-file">${ta(lang, 'texts.file')}</label><input class="form-control-file" type="file" id="label-file" name="file" accept=".csv,.xlsx" required></div>
<div data-import-report aria-live="polite"></div>
</div><div class="form-actions"><button type="submit" class="btn btn-primary" name="mode" value="check">${ta(lang, 'texts.tryIt')}</button><button type="submit" class="btn btn-outline-secondary" name="mode" value="run" disabled>${ta(lang, 'texts.importIt')}</button><a class="btn btn-quiet" href="/admin/texts">${ta(lang, 'texts.cancel')}</a></div></form>`;
}

export function renderPlan(lang: Lang, plan: LabelFilePlan, { isDone }: { isDone: boolean }): SafeHtml {
  if (plan.errors.length > 0) {
    const lines = plan.errors.slice(0, 100).map(({ line, text }) => html`<li>${ta(lang, 'data.line', { line })} ${text}</li>`);
    return renderAlert('danger', {
      title: ta(lang, 'texts.fileErrors', { count: plan.errors.length }),
      text: html`<ul class="mb-0">${join(lines)}</ul>`,
    });
  }
  const counts = ta(lang, isDone ? 'texts.imported' : 'texts.wouldImport', { count: plan.changes.length, unchanged: plan.unchanged });
  const rows = plan.changes
    .slice(0, MOST_SHOWN)
    .map(
      ({ key, part, lang: one, before, after, isNew }) =>
        html`<tr><th scope="row" class="cell-title"><code>${key}</code> <small class="muted">${part}</small></th><td class="cell-side">${isNew ? html`<span class="status status-info">${ta(lang, 'texts.isNew')}</span>` : languageName(lang, one)}</td><td data-label="${ta(lang, 'texts.before')}" class="text-break">${before}</td><td data-label="${ta(lang, 'texts.after')}" class="text-break">${after}</td></tr>`,
    );
  return html`${renderAlert(isDone ? 'success' : 'info', { text: counts })}${rows.length === 0 ? '' : html`<div class="table-scroll mt-3"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'texts.import')}</caption><thead><tr><th scope="col">${ta(lang, 'texts.key')}</th><th scope="col">${ta(lang, 'texts.language')}</th><th scope="col">${ta(lang, 'texts.before')}</th><th scope="col">${ta(lang, 'texts.after')}</th></tr></thead><tbody>${join(rows)}</tbody></table></div>`}`;
}

export function languageName(lang: Lang, of: Lang): string {
  return ta(lang, of === 'en' ? 'texts.english' : 'texts.russian');
}
