// The workshop's page: head with what is done, objects at the side, editor and results. `client/workshop/` fills it.

import type { RequestContext } from '../../engine/request-context.ts';
import { attr, html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { ta } from '../texts.ts';
import type { AdminText } from '../texts.ts';

type WorkshopText = AdminText extends infer Key ? (Key extends `workshop.${infer Name}` ? Name : never) : never;

export interface WorkshopView {
  readonly title: string;
  readonly database: string;
  readonly users: readonly string[];
  /** To be opened, `dbo.[name]`; '' for none. */
  readonly module: string;
}

export function workshopView(ctx: RequestContext, { title, database, users, module }: WorkshopView): SafeHtml {
  const say = (key: WorkshopText): string => ta(ctx.lang, `workshop.${key}`);
  return html`<div class="workshop" data-screen="workshop"${attr('data-module', module || undefined)}>
<div class="builder-head"><h1>${title}</h1><span class="mono muted workshop-database truncate">${database}</span>
<span class="push cluster workshop-tools">
<label class="mb-0 cluster nowrap" for="workshop-user"><span>${say('runAs')}</span><select class="custom-select" id="workshop-user" data-part="user"><option value="">${say('myself')}</option>${users.map((name) => html`<option>${name}</option>`)}</select></label>
<span class="custom-control custom-switch"><input type="checkbox" class="custom-control-input" id="workshop-keep" data-part="keep"><label class="custom-control-label" for="workshop-keep">${say('keep')}</label></span>
<button type="button" class="btn btn-quiet" data-tool="format">${say('format')}</button>
<button type="button" class="btn btn-outline-secondary" data-tool="save">${say('save')} <kbd>Ctrl S</kbd></button>
<button type="button" class="btn btn-outline-danger" data-tool="cancel" hidden>${icon('stop-fill')}${say('cancel')}</button>
<button type="button" class="btn btn-primary" data-tool="run">${icon('play-fill')}<span data-part="run-text">${say('run')}</span></button></span></div>
<div class="builder-pane workshop-side"><div class="pane-head"><div class="search-field">${icon('search')}<input class="form-control" type="search" placeholder="${say('searchPlaceholder')}" aria-label="${say('search')}" data-part="search" autocomplete="off"></div>
<button type="button" class="btn btn-icon btn-quiet btn-sm" aria-label="${say('refresh')}" title="${say('refresh')}" data-tool="refresh">${icon('arrow-clockwise')}</button></div>
<nav class="workshop-objects" aria-label="${say('objects')}" data-part="tree"></nav>
<section class="workshop-related" data-part="related" aria-label="${say('related')}" hidden></section></div>
<div class="workshop-body">
<section class="code-frame" aria-label="${say('editor')}"><div class="code-tabs"><div class="code-tabs-list" data-part="tabs" role="tablist" aria-label="${say('tabs')}"></div>
<button type="button" class="btn btn-icon btn-quiet btn-sm" aria-label="${say('newQuery')}" title="${say('newQuery')}" data-tool="new">${icon('plus-lg')}</button></div>
<div class="workshop-editors" data-part="editors" id="workshop-editor" role="tabpanel" aria-label="${say('editor')}"></div>
<div class="workshop-notes" data-part="notes" role="status"></div>
<div class="code-status"><span data-part="place"></span><span data-part="version"></span><span class="push cluster"><button type="button" class="btn btn-link btn-sm" data-tool="close">${say('closeTab')}</button><button type="button" class="btn btn-link btn-sm" data-tool="trial" hidden>${say('trial')}</button><button type="button" class="btn btn-link btn-sm" data-tool="history" hidden>${say('history')}</button></span></div></section>
<section class="result" aria-label="${say('results')}" data-part="results"><div class="workshop-empty muted"><p>${say('resultsEmpty')}</p></div></section></div></div>`;
}
