// HTML of packages: what goes out, what would come in, and what came in so far.

import { stepsOf } from '../../metadata/packages.ts';
import type { ImportPlan, Items, PackageItem, PlannedItem } from '../../metadata/packages.ts';
import { renderAlert, renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatDateTime, t } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { renderDiff } from '../diff.ts';
import { ta } from '../texts.ts';
import { renderDataChoice } from './data-view.ts';
import type { DataChoice } from './data-view.ts';
import { kindTitle } from './history-view.ts';
import type { PastImport } from './imports.ts';
import type { PlanError } from './plan-errors.ts';
import { planReport } from './report.ts';

export function renderExport(ctx: RenderContext, { items, name, data }: { items: Items; name: string; data: DataChoice }): SafeHtml {
  const { lang, csrfToken } = ctx;
  const groups = [...Map.groupBy(items.values(), groupOf)].map(([group, own]) => ({ title: groupTitle(lang, group), group, own }));
  const scope = (value: string, isChecked: boolean, texts: { title: string; note: string }): SafeHtml =>
    html`<div class="custom-control custom-radio"><input type="radio" class="custom-control-input" id="scope-${value}" name="scope" value="${value}"${attr('checked', isChecked)}><label class="custom-control-label" for="scope-${value}">${texts.title} <span class="muted">${texts.note}</span></label></div>`;
  return html`<form method="post" action="/admin/versions/export" class="stack" data-screen="package-export"><input type="hidden" name="_csrf" value="${csrfToken}">
<div class="card"><div class="card-body"><div class="form-group"><label for="package-name">${ta(lang, 'versions.packageName')}</label><input class="form-control w-auto" id="package-name" name="name" value="${name}" required maxlength="64" pattern="[A-Za-z0-9_\\-]+" title="${ta(lang, 'versions.nameNeeded')}"></div>
<div class="stack-sm" role="radiogroup" aria-label="${ta(lang, 'versions.exportTitle')}">${scope('all', true, { title: ta(lang, 'versions.wholeSolution'), note: ta(lang, 'versions.wholeNote') })}${scope('selection', false, { title: ta(lang, 'versions.selectionOnly'), note: ta(lang, 'versions.selectionNote') })}</div></div>
<div class="form-actions"><button type="submit" class="btn btn-primary">${icon('download')}${ta(lang, 'versions.download')}</button><span class="muted" role="status" data-selected></span></div></div>
${renderDataChoice(ctx, data)}
<section class="card" aria-labelledby="export-items" data-items hidden><div class="card-header"><h2 id="export-items">${ta(lang, 'versions.items')}</h2><div class="search-field push">${icon('search')}<input class="form-control" type="search" data-find placeholder="${ta(lang, 'versions.find')}" aria-label="${ta(lang, 'versions.find')}"></div></div>
${join(groups.map(({ title, group, own }) => itemGroup(title, group, own)))}</section></form>`;
}

function itemGroup(title: string, group: string, items: readonly PackageItem[]): SafeHtml {
  return html`<details class="card-part" data-group><summary><b>${title}</b> <span class="muted">${items.length}</span></summary>
<div class="package-items mt-2"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="all-${group}" data-all><label class="custom-control-label" for="all-${group}"><b>${title}</b></label></div>${join(
    items.map(
      ({ path, name }) =>
        html`<div class="custom-control custom-checkbox" data-item="${name.toLowerCase()}"><input type="checkbox" class="custom-control-input" id="item-${path}" name="path" value="${path}"><label class="custom-control-label" for="item-${path}">${shortName(name)}</label></div>`,
    ),
  )}</div></details>`;
}

function shortName(name: string): string {
  return name.replace(/^[^/]*\//, '');
}

function groupOf({ type, path }: PackageItem): string {
  return type === 'definition' ? (path.split('/')[1] ?? '') : type === 'module' ? 'modules' : type;
}

function groupTitle(lang: Lang, group: string): string {
  if (group === 'modules') return ta(lang, 'versions.modules');
  if (group === 'table') return ta(lang, 'versions.table');
  return kindTitle(lang, group);
}

export function renderImport(ctx: RenderContext, imports: readonly PastImport[]): SafeHtml {
  const { lang } = ctx;
  return html`<div class="stack" data-screen="package-import"><form class="card" data-package-form novalidate><div class="card-body"><div class="form-group mb-0"><label for="package-file">${ta(lang, 'versions.file')}</label><input type="file" class="form-control-file" id="package-file" name="file" accept=".zip,application/zip" required aria-describedby="package-file-error"><div class="invalid-feedback" id="package-file-error" role="alert"></div></div></div>
<div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'versions.check')}</button></div></form>
<div id="import-plan" aria-live="polite"></div>
${renderImports(ctx, imports)}</div>`;
}

export function renderImports({ lang, locale }: RenderContext, imports: readonly PastImport[]): SafeHtml {
  const rows = imports.map(
    (
      past,
    ) => html`<tr><th scope="row" class="cell-title"><span class="cell-main">${past.package}</span></th><td data-label="${ta(lang, 'versions.when')}">${formatDateTime(locale, past.imported)}</td><td data-label="${ta(lang, 'versions.who')}">${past.importedBy}</td><td data-label="${ta(lang, 'versions.result')}">${ta(lang, 'versions.resultText', { ...past.summary })}</td>
<td>${past.undone === null ? (past.canUndo ? html`<a class="btn btn-sm btn-outline-secondary" href="/admin/versions/undo/${past.id}">${icon('arrow-counterclockwise')}${ta(lang, 'versions.undo')}</a>` : '') : html`<span class="muted">${ta(lang, 'versions.undone', { who: past.undoneBy ?? '', when: formatDateTime(locale, past.undone) })}</span>`}</td></tr>`,
  );
  return html`<section class="card" id="import-list" aria-labelledby="past-imports"><div class="card-header"><h2 id="past-imports">${ta(lang, 'versions.imports')}</h2></div>${
    rows.length === 0
      ? renderEmpty({ title: ta(lang, 'versions.noImports'), text: ta(lang, 'versions.noImportsText'), size: 'small' })
      : html`<div class="table-scroll"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'versions.imports')}</caption><thead><tr><th scope="col">${ta(lang, 'versions.package')}</th><th scope="col">${ta(lang, 'versions.when')}</th><th scope="col">${ta(lang, 'versions.who')}</th><th scope="col">${ta(lang, 'versions.result')}</th><th scope="col"><span class="sr-only">${ta(lang, 'versions.undo')}</span></th></tr></thead><tbody>${join(rows)}</tbody></table></div>`
  }</section>`;
}

export function renderImported(lang: Lang, text: string): SafeHtml {
  return html`<div id="import-plan" aria-live="polite">${renderAlert('success', { title: ta(lang, 'versions.done'), text })}</div>`;
}

export function renderFindings(lang: Lang, findings: readonly { readonly item: string; readonly text: string }[]): SafeHtml {
  return html`<div id="import-plan">${renderAlert('danger', {
    title: ta(lang, 'versions.findings'),
    text: html`<ul class="mb-0">${join(findings.map(({ item, text }) => html`<li><b>${item}</b> ${text}</li>`))}</ul>`,
  })}</div>`;
}

export interface PlanRemarks {
  /** Why it is shown again. */
  readonly note?: string;
  /** What the import would break. */
  readonly errors?: readonly PlanError[];
}

/** What an import would do, with the consents that it needs. */
export function renderPlan(lang: Lang, plan: ImportPlan, { note, errors = [] }: PlanRemarks = {}): SafeHtml {
  const report = planReport(plan);
  const isNothing =
    report.added.length + report.changed.length + report.deleted.length + report.conflicts.length + report.migrations.length === 0;
  const losses = report.losses.length + plan.deleted.filter(({ type }) => type === 'definition').length;
  return html`<div id="import-plan" class="stack" data-digest="${plan.digest}">${note === undefined ? '' : renderAlert('warning', { text: note })}
<section class="card" aria-labelledby="plan-title"><div class="card-header"><h2 id="plan-title">${ta(lang, 'versions.plan', { name: plan.name })}</h2><span class="card-note">${ta(lang, 'versions.unchanged', { count: report.unchanged })}</span></div>
${
  isNothing
    ? html`<div class="card-body"><p class="mb-0">${icon('check-circle')} ${ta(lang, 'versions.planSame')}</p></div>`
    : html`${errors.length === 0 ? '' : html`<div class="card-part">${brokenPlaces(lang, errors)}</div>`}${plan.obstacles.length === 0 ? '' : html`<div class="card-part">${renderAlert('danger', { title: ta(lang, 'versions.obstacles'), text: html`${plan.obstacles.join('; ')} ${ta(lang, 'versions.obstaclesNote')}` })}</div>`}
${list(lang, plan, 'conflicts')}${list(lang, plan, 'deleted')}${list(lang, plan, 'changed')}${list(lang, plan, 'added')}
${codeBlock(ta(lang, 'versions.migrations'), report.migrations)}${codeBlock(ta(lang, 'versions.statements'), report.statements)}${codeBlock(ta(lang, 'versions.losses'), report.losses)}
<form data-import-form><div class="card-body stack-sm">${plan.conflicts.length === 0 ? '' : conflictChoice(lang)}${losses === 0 ? '' : html`<div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="consent-delete" name="delete" value="1"><label class="custom-control-label" for="consent-delete">${ta(lang, 'versions.consentDelete')} <span class="muted">${ta(lang, 'versions.consentDeleteNote', { count: losses })}</span></label></div>`}</div>
<div class="form-actions"><button type="submit" class="btn btn-primary"${attr('disabled', plan.obstacles.length > 0)}>${ta(lang, 'versions.run')}</button><div class="grow" data-progress role="status"></div></div></form>`
}</section></div>`;
}

function brokenPlaces(lang: Lang, errors: readonly PlanError[]): SafeHtml {
  const items = errors
    .slice(0, MOST_SHOWN)
    .map(({ kind, code, pointer, text }) => html`<li><b>${kind} ${code}</b> <code>${pointer}</code> ${text}</li>`);
  return renderAlert('warning', {
    title: ta(lang, 'versions.breaks', { count: errors.length }),
    text: html`<ul class="mb-0">${join(items)}</ul>`,
  });
}

function conflictChoice(lang: Lang): SafeHtml {
  const choice = (value: 'keep' | 'overwrite', isChecked: boolean): SafeHtml =>
    html`<div class="custom-control custom-radio"><input type="radio" class="custom-control-input" id="conflict-${value}" name="conflicts" value="${value}"${attr('checked', isChecked)}><label class="custom-control-label" for="conflict-${value}">${ta(lang, `versions.${value}`)}</label></div>`;
  return html`<fieldset><legend class="h4">${ta(lang, 'versions.onConflict')}</legend>${choice('keep', true)}${choice('overwrite', false)}</fieldset>`;
}

const MOST_SHOWN = 300;

function list(lang: Lang, plan: ImportPlan, part: 'added' | 'changed' | 'deleted' | 'conflicts'): HtmlPart {
  const items = plan[part];
  if (items.length === 0) return '';
  return html`<details class="card-part"${attr('open', part === 'conflicts' || part === 'deleted' || items.length < 10)}><summary><b>${ta(lang, `versions.${part}`)}</b> <span class="muted">${items.length}</span></summary>${part === 'conflicts' ? html`<p class="muted mb-1">${ta(lang, 'versions.conflictsNote')}</p>` : ''}<div class="mt-1">${join(items.slice(0, MOST_SHOWN).map((item) => planItem(lang, item)))}</div></details>`;
}

function planItem(lang: Lang, { type, path, name, rows, before = '', after = '' }: PlannedItem): SafeHtml {
  const title = `${type === 'definition' ? kindTitle(lang, path.split('/')[1] ?? '') : kindTitle(lang, type)} ${shortName(name)}`;
  const counts =
    rows === undefined
      ? ''
      : html` <span class="muted">${ta(lang, 'versions.dataCounts', { added: rows.added.length, changed: rows.changed.length, deleted: rows.deleted.length })}</span>`;
  return html`<details class="package-item"><summary>${title}${counts}</summary>${renderDiff(lang, { before, after, label: title })}</details>`;
}

function codeBlock(title: string, statements: readonly string[]): HtmlPart {
  if (statements.length === 0) return '';
  return html`<details class="card-part"><summary><b>${title}</b> <span class="muted">${statements.length}</span></summary><pre class="package-code mt-2 mb-0" tabindex="0">${statements.join('\n')}</pre></details>`;
}

export function renderUndo(ctx: RenderContext, { plan, id }: { plan: ImportPlan; id: number }): SafeHtml {
  const { lang } = ctx;
  const hasTables = stepsOf([...plan.added, ...plan.changed, ...plan.deleted, ...plan.conflicts], { shouldDelete: true }).some(({ sql }) =>
    /\bDROP (?:TABLE|COLUMN)\b/.test(sql),
  );
  return html`<form class="card" data-post method="post" action="/admin/versions/undo/${id}">${list(lang, plan, 'conflicts')}${list(lang, plan, 'deleted')}${list(lang, plan, 'changed')}${list(lang, plan, 'added')}
<div class="card-body stack-sm">${plan.conflicts.length === 0 ? '' : conflictChoice(lang)}${hasTables ? html`<div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="consent-delete" name="delete" value="1"><label class="custom-control-label" for="consent-delete">${ta(lang, 'versions.undoConsent')}</label></div>` : ''}</div>
<div class="form-actions"><button type="submit" class="btn btn-danger">${ta(lang, 'versions.undoRun')}</button><a class="btn btn-quiet" href="/admin/versions/import">${t(lang, 'common.cancel')}</a></div></form>`;
}
