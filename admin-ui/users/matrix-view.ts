// HTML of the matrix: a row for each definition, a column for each role.

import type { KindName } from '../../metadata/kinds.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { kindTitle, ta } from '../texts.ts';

export interface MatrixView {
  readonly kind: KindName;
  readonly kinds: readonly KindName[];
  readonly roles: readonly string[];
  readonly rows: readonly { readonly code: string; readonly roles: string }[];
}

export function renderMatrix({ lang }: RenderContext, view: MatrixView): SafeHtml {
  return html`<nav class="nav nav-tabs mb-3" aria-label="${ta(lang, 'users.kinds')}">${join(view.kinds.map((kind) => html`<a class="nav-link${kind === view.kind ? ' active' : ''}" href="?kind=${kind}"${attr('aria-current', kind === view.kind ? 'page' : undefined)}>${kindTitle(lang, kind)}</a>`))}</nav>
<form data-post data-screen="matrix" action="/admin/users/matrix" method="post"><div class="card"><div class="table-scroll border-top-0" tabindex="0" role="region" aria-label="${ta(lang, 'users.matrix')}"><table class="table" data-density="compact"><caption class="sr-only">${ta(lang, 'users.matrix')}</caption>
<thead><tr><th scope="col">${kindTitle(lang, view.kind)}</th>${join(view.roles.map((role) => html`<th scope="col">${role}</th>`))}<th scope="col">${ta(lang, 'users.everybody')}</th></tr></thead>
<tbody>${join(view.rows.map((row) => matrixRow(view, row)))}</tbody></table></div></div>
<div class="form-actions sticky-bottom mt-3 cluster"><label class="mb-0" for="comment">${ta(lang, 'users.comment')}</label><input class="form-control w-auto" id="comment" name="comment" maxlength="200"><button type="submit" class="btn btn-primary" disabled data-matrix-save>${ta(lang, 'users.save')}</button><span class="muted" role="status" data-matrix-count></span></div></form>`;
}

function matrixRow(view: MatrixView, { code, roles }: { code: string; roles: string }): SafeHtml {
  const list = roles.split(',').map((role) => role.trim().toLowerCase());
  const isOpen = list.includes('all') || list.includes('*');
  return html`<tr><th scope="row"><a class="mono" href="/admin/definitions/${view.kind}/${encodeURIComponent(code)}">${code}</a></th>${join(
    view.roles.map((role) => {
      const key = `${view.kind}/${code}/${role}`;
      return html`<td><input type="checkbox" aria-label="${code}: ${role}" data-matrix="${key}"${attr('checked', list.includes(role.toLowerCase()))}></td>`;
    }),
  )}<td class="muted">${isOpen ? list.filter((role) => role === 'all' || role === '*').join(', ') : ''}</td></tr>`;
}
