// The fields of a form in their places: sections side by side with their headings, tabs, the steps of a wizard, or own markup.

import { attr, emptyHtml, html, join } from '../html.ts';
import type { SafeHtml } from '../html.ts';
import { icon } from '../icons.ts';
import { t } from '../locale.ts';
import type { RenderContext } from '../page-context.ts';
import { renderField } from './fields.ts';
import type { FormView, PartView, SectionView } from './view.ts';

/** Everything between the summary and the bar. */
export function renderLayout(view: FormView, page: RenderContext): SafeHtml {
  const { layout } = view;
  switch (layout.kind) {
    case 'sections':
      return renderSections(layout.sections, view, page);
    case 'tabs':
      return renderTabs(layout.parts, view, page);
    case 'steps':
      return renderSteps(layout.parts, view, page);
    case 'markup':
      return html`<div class="form-section form-section-plain"><div>${layout.pieces.map((piece) => (piece.kind === 'html' ? piece.html : field(piece.code, view, page)))}</div></div>`;
  }
}

/** Sections below each other; those that take less than the whole width stand on a grid. */
function renderSections(sections: readonly SectionView[], view: FormView, page: RenderContext): SafeHtml {
  const all = join(sections.map((section) => renderSection(section, view, page)));
  return sections.some(({ width }) => width < 12) ? html`<div class="form-sections">${all}</div>` : all;
}

function renderSection(section: SectionView, view: FormView, page: RenderContext): SafeHtml {
  const id = `${view.id}-g-${section.code}`;
  const fields = html`<div class="form-row">${section.fields.map((code) => cellOf(code, { section, view, page }))}</div>`;
  const narrow = section.width < 12 ? ` form-section-${section.width}` : '';
  if (section.title === undefined)
    return html`<div class="form-section form-section-plain${narrow}" data-part="group-${section.code}">${fields}</div>`;
  const title = html`${section.icon ? icon(section.icon) : null}${section.title}`;
  if (section.isCollapsible) {
    return html`<section class="form-section${narrow}" aria-labelledby="${id}" data-part="group-${section.code}"><div class="form-section-head"><h3 id="${id}"><button type="button" class="form-fold" data-form-do="fold" aria-expanded="${section.isCollapsed ? 'false' : 'true'}" aria-controls="${id}-body">${title}${icon('chevron-down')}</button></h3>${note(section)}</div><div id="${id}-body"${attr('hidden', section.isCollapsed)}>${fields}</div></section>`;
  }
  return html`<section class="form-section${narrow}" aria-labelledby="${id}" data-part="group-${section.code}"><div class="form-section-head"><h3 id="${id}">${title}</h3>${note(section)}</div><div>${fields}</div></section>`;
}

function note(section: SectionView): SafeHtml {
  return section.text === undefined ? emptyHtml : html`<p>${section.text}</p>`;
}

function cellOf(code: string, { section, view, page }: { section: SectionView; view: FormView; page: RenderContext }): SafeHtml {
  const width = view.fields.get(code)?.width ?? 12;
  const column = width < 12 ? width : Math.floor(12 / section.columns);
  const isNewRow = view.fields.get(code)?.isNewRow === true;
  return html`${isNewRow ? html`<div class="w-100"></div>` : null}<div class="${column === 12 ? 'col-12' : `col-12 col-sm-${column}`}">${field(code, view, page)}</div>`;
}

function field(code: string, view: FormView, page: RenderContext): SafeHtml {
  const found = view.fields.get(code);
  if (found === undefined) return emptyHtml;
  return renderField({
    field: found,
    id: `${view.id}-${code}`,
    formId: view.id,
    itemID: view.itemID,
    locale: page.locale,
    isReadonly: view.isReadonly,
    marksOptional: view.marksOptional,
  });
}

function renderTabs(parts: readonly PartView[], view: FormView, page: RenderContext): SafeHtml {
  const tab = (part: PartView, at: number): SafeHtml =>
    html`<li class="nav-item" role="presentation" data-part="part-${part.code}"><button type="button" class="nav-link${at === 0 ? ' active' : ''}" role="tab" id="${view.id}-t-${part.code}" aria-controls="${view.id}-p-${part.code}" aria-selected="${at === 0 ? 'true' : 'false'}"${attr('tabindex', at === 0 ? undefined : -1)} data-form-do="tab">${part.icon ? icon(part.icon) : null}${part.title}<span class="form-tab-errors badge badge-danger" hidden></span></button></li>`;
  const panel = (part: PartView, at: number): SafeHtml =>
    html`<div role="tabpanel" id="${view.id}-p-${part.code}" aria-labelledby="${view.id}-t-${part.code}" data-panel="${part.code}"${attr('hidden', at !== 0)}>${renderSections(part.sections, view, page)}</div>`;
  return html`<ul class="nav nav-tabs form-tabs" role="tablist" aria-label="${t(page.lang, 'form.tabs')}">${parts.map(tab)}</ul>${parts.map(panel)}`;
}

function renderSteps(parts: readonly PartView[], view: FormView, page: RenderContext): SafeHtml {
  const step = (part: PartView, at: number): SafeHtml =>
    html`<li class="status-step${at === 0 ? ' is-current' : ''}"${attr('aria-current', at === 0 ? 'step' : undefined)} data-step="${part.code}" data-part="part-${part.code}"><strong>${part.title}</strong></li>`;
  const panel = (part: PartView, at: number): SafeHtml =>
    html`<div class="form-step" id="${view.id}-p-${part.code}" data-panel="${part.code}"${attr('data-checked', part.isChecked)}${attr('data-next-text', part.nextText)} role="group" aria-labelledby="${view.id}-h-${part.code}"${attr('hidden', at !== 0)}><div class="form-step-head"><h3 id="${view.id}-h-${part.code}" tabindex="-1"><small class="muted">${t(page.lang, 'form.step', { number: at + 1, total: parts.length })}</small> ${part.title}</h3>${part.text === undefined ? null : html`<p>${part.text}</p>`}</div>${renderSections(part.sections, view, page)}</div>`;
  return html`<ol class="status-path form-steps" aria-label="${t(page.lang, 'form.steps')}">${parts.map(step)}</ol>${parts.map(panel)}`;
}
