// HTML of the API: its actions with a page to try each, keys, the log of calls.

import type { ApiDefinition } from '../../metadata/kinds/api.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { formatDate, formatDateTime, formatFileSize, formatNumber, formatRelative, localText } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { renderGridCard } from '../grid.ts';
import { ta } from '../texts.ts';
import { PAGE } from './read.ts';
import type { CallFilter, CallLine, KeyLine } from './read.ts';

const TABS = ['actions', 'keys', 'calls'] as const;
export type ApiTab = (typeof TABS)[number];

export interface ApiLine {
  readonly code: string;
  /** Undefined: it is broken. */
  readonly definition: ApiDefinition | undefined;
}

export function renderTabs({ lang }: RenderContext, current: ApiTab): SafeHtml {
  return html`<nav class="nav nav-tabs mb-3" aria-label="${ta(lang, 'sections.api')}">${join(
    TABS.map(
      (tab) =>
        html`<a class="nav-link${tab === current ? ' active' : ''}" href="/admin/api${tab === 'actions' ? '' : `/${tab}`}"${attr('aria-current', tab === current ? 'page' : undefined)}>${ta(lang, `api.tab_${tab}`)}</a>`,
    ),
  )}</nav>`;
}

export function renderActions({ lang }: RenderContext, apis: readonly ApiLine[]): SafeHtml {
  const toDefinitions = html`<a class="btn btn-outline-secondary" href="/admin/definitions?kind=api">${ta(lang, 'api.toDefinitions')}</a>`;
  if (apis.length === 0)
    return html`<div class="card">${renderEmpty({ title: ta(lang, 'api.none'), text: ta(lang, 'api.noneText'), actions: toDefinitions })}</div>`;
  return renderGridCard({
    caption: ta(lang, 'api.tab_actions'),
    actions: html`<span class="cluster"><a class="btn btn-sm btn-quiet" href="/api/openapi.json">OpenAPI</a>${toDefinitions}</span>`,
    heads: [
      { text: ta(lang, 'api.action') },
      { text: ta(lang, 'api.direction') },
      { text: ta(lang, 'api.address') },
      { text: ta(lang, 'api.roles') },
      { text: ta(lang, 'api.try') },
    ],
    rows: apis.map(({ code, definition }) => {
      const name = html`<a href="/admin/definitions/api/${encodeURIComponent(code)}">${definition === undefined ? code : localText(lang, definition.title)}</a><br><small class="muted mono">${code}</small>`;
      if (definition === undefined) return [name, html`<span class="status status-danger">${ta(lang, 'api.broken')}</span>`, '', '', ''];
      const isIncoming = definition.direction === 'incoming';
      return [
        name,
        html`${ta(lang, isIncoming ? (definition.signature === undefined ? 'api.incoming' : 'api.webhook') : 'api.outgoing')}${definition.isActive ? '' : html` <span class="status status-secondary">${ta(lang, 'api.off')}</span>`}`,
        html`<span class="mono">${isIncoming ? `${definition.method} /api/${code}` : `${definition.request?.method ?? ''} ${definition.request?.url.replace(/\?.*$/s, '') ?? ''}`}</span>`,
        html`<small>${definition.roles ?? ''}</small>`,
        isIncoming && definition.isActive
          ? html`<a class="btn btn-sm btn-outline-secondary" href="/admin/api/try/${encodeURIComponent(code)}">${ta(lang, 'api.try')}<span class="sr-only">: ${code}</span></a>`
          : '',
      ];
    }),
  });
}

/** A field for each parameter; the answer is put below by the script of plain forms. */
export function renderTry(
  { lang }: RenderContext,
  { code, definition, baseUrl }: { code: string; definition: ApiDefinition; baseUrl: string },
): SafeHtml {
  const fields = definition.parameters.map((parameter) => {
    const id = `try-${parameter.code}`;
    const note = [parameter.code, parameter.type, parameter.isRequired ? ta(lang, 'api.required') : ''].filter(Boolean).join(' · ');
    const control =
      parameter.values.length > 0
        ? html`<select class="custom-select" id="${id}" name="p_${parameter.code}"><option value=""></option>${join(parameter.values.map((value) => html`<option>${value}</option>`))}</select>`
        : parameter.type === 'object' || parameter.type === 'array'
          ? html`<textarea class="form-control mono" id="${id}" name="p_${parameter.code}" rows="3"></textarea>`
          : html`<input class="form-control" id="${id}" name="p_${parameter.code}" autocomplete="off"${attr('maxlength', parameter.maxLength)}>`;
    return html`<div class="form-group"><label for="${id}">${parameter.title === undefined ? parameter.code : localText(lang, parameter.title)}</label>${control}<small class="form-text muted mono">${note}</small></div>`;
  });
  const isQuery = definition.method === 'GET' || definition.method === 'DELETE';
  const curl = `curl ${definition.method === 'GET' ? '' : `-X ${definition.method} `}-H "Authorization: Bearer KEY" ${isQuery ? '' : `-H "Content-Type: application/json" -d '{…}' `}${baseUrl}/api/${code}`;
  return html`<div class="stack"><section class="card"><div class="card-body"><p><code>${definition.method} /api/${code}</code></p><p class="muted">${ta(lang, 'api.tryText')}</p><form data-post action="/admin/api/try/${encodeURIComponent(code)}" method="post">${join(fields)}<div class="form-group"><label for="try-as">${ta(lang, 'api.as')}</label><input class="form-control w-auto" id="try-as" name="username" maxlength="64" autocomplete="off" required></div><button type="submit" class="btn btn-primary">${ta(lang, 'api.send')}</button></form></div></section>${renderTried({ lang })}<section class="card"><div class="card-part"><h2 class="h3">${ta(lang, 'api.outside')}</h2><pre class="mono mb-0" tabindex="0">${curl}</pre></div></section></div>`;
}

/** Replaced by each answer. */
export function renderTried({ lang }: Pick<RenderContext, 'lang'>, answer?: { status: number; ms: number; text: string }): SafeHtml {
  return html`<section class="card" id="tried" aria-live="polite"><div class="card-part"><h2 class="h3">${ta(lang, 'api.answer')}</h2>${
    answer === undefined
      ? html`<p class="muted mb-0">${ta(lang, 'api.noAnswer')}</p>`
      : html`<p><span class="status ${answer.status < 400 ? 'status-success' : 'status-danger'}">${answer.status}</span> <small class="muted">${ta(lang, 'api.ms', { ms: answer.ms })}</small></p><pre class="mono mb-0" tabindex="0">${answer.text}</pre>`
  }</div></section>`;
}

const KEY_TONES = { active: 'status-success', expired: 'status-warning', revoked: 'status-secondary' } as const;

export function renderKeys(ctx: RenderContext, { keys, codes }: { keys: readonly KeyLine[]; codes: readonly string[] }): SafeHtml {
  const { lang, locale } = ctx;
  const boxes = codes.map(
    (code) =>
      html`<div class="custom-control custom-checkbox"><input class="custom-control-input" type="checkbox" data-list id="scope-${code}" name="scopes" value="${code}"><label class="custom-control-label mono" for="scope-${code}">${code}</label></div>`,
  );
  const form = html`<details class="card"${attr('open', keys.length === 0)}><summary class="card-part"><b>${ta(lang, 'api.newKey')}</b></summary><div class="card-part"><form data-post action="/admin/api/keys/create" method="post">
<div class="form-group"><label for="key-name">${ta(lang, 'api.keyName')}</label><input class="form-control" id="key-name" name="name" required maxlength="128" autocomplete="off"><small class="form-text muted">${ta(lang, 'api.keyNameText')}</small></div>
<div class="form-group"><label for="key-user">${ta(lang, 'api.keyUser')}</label><input class="form-control" id="key-user" name="username" required maxlength="64" autocomplete="off"><small class="form-text muted">${ta(lang, 'api.keyUserText')}</small></div>
<fieldset class="form-group"><legend class="col-form-label">${ta(lang, 'api.scopes')}</legend>${codes.length === 0 ? html`<p class="muted">${ta(lang, 'api.noScopes')}</p>` : join(boxes)}<input type="hidden" name="scopesMark" value="1"></fieldset>
<div class="form-group"><label for="key-days">${ta(lang, 'api.days')}</label><input class="form-control w-auto" id="key-days" name="days" type="number" min="1" max="3650" value="365" required></div>
<button type="submit" class="btn btn-primary">${ta(lang, 'api.makeKey')}</button></form></div></details>`;
  const list =
    keys.length === 0
      ? html`<div class="card">${renderEmpty({ title: ta(lang, 'api.noKeys'), text: ta(lang, 'api.noKeysText') })}</div>`
      : renderGridCard({
          caption: ta(lang, 'api.tab_keys'),
          heads: [
            { text: ta(lang, 'api.key') },
            { text: ta(lang, 'api.state') },
            { text: ta(lang, 'api.keyUser') },
            { text: ta(lang, 'api.scopes') },
            { text: ta(lang, 'api.expires') },
            { text: ta(lang, 'api.lastUsed') },
            { text: ta(lang, 'api.revoke') },
          ],
          rows: keys.map((key) => [
            html`${key.name}<br><small class="muted mono">${key.prefix}…</small>`,
            html`<span class="status ${KEY_TONES[key.state]}">${ta(lang, `api.key_${key.state}`)}</span>`,
            key.username,
            html`<small class="mono">${key.scopes.join(', ')}</small>`,
            key.expires === undefined ? ta(lang, 'api.never') : formatDate(locale, key.expires),
            key.lastUsed === undefined
              ? ta(lang, 'api.unused')
              : html`${formatRelative(locale, key.lastUsed)}<br><small class="muted mono">${key.lastIP}</small>`,
            key.state === 'active'
              ? html`<form data-post data-confirm="${ta(lang, 'api.revokeConfirm', { name: key.name })}" action="/admin/api/keys/revoke" method="post"><input type="hidden" name="id" value="${key.id}"><button type="submit" class="btn btn-sm btn-outline-danger">${ta(lang, 'api.revoke')}<span class="sr-only">: ${key.name}</span></button></form>`
              : '',
          ]),
        });
  return html`<div class="stack">${form}${list}</div>`;
}

export function renderCalls(ctx: RenderContext, { calls, filter }: { calls: readonly CallLine[]; filter: CallFilter }): SafeHtml {
  const { lang, locale } = ctx;
  const option = (value: string, label: string): SafeHtml =>
    html`<option value="${value}"${attr('selected', filter.direction === value)}>${label}</option>`;
  const form = html`<form class="cluster mb-3" method="get" role="search"><input class="form-control w-auto" name="code" value="${filter.code}" placeholder="${ta(lang, 'api.action')}" aria-label="${ta(lang, 'api.action')}"><select class="custom-select w-auto" name="direction" aria-label="${ta(lang, 'api.direction')}">${option('', ta(lang, 'api.both'))}${option('in', ta(lang, 'api.incoming'))}${option('out', ta(lang, 'api.outgoing'))}</select><div class="custom-control custom-checkbox"><input class="custom-control-input" type="checkbox" id="failed" name="failed" value="1"${attr('checked', filter.onlyFailed)}><label class="custom-control-label" for="failed">${ta(lang, 'api.onlyFailed')}</label></div><button type="submit" class="btn btn-outline-secondary">${ta(lang, 'api.show')}</button></form>`;
  if (calls.length === 0)
    return html`${form}<div class="card">${renderEmpty({ title: ta(lang, 'api.noCalls'), text: ta(lang, 'api.noCallsText') })}</div>`;
  const older = new URLSearchParams({
    code: filter.code,
    direction: filter.direction,
    failed: filter.onlyFailed ? '1' : '',
    before: String(calls.at(-1)?.id ?? ''),
  });
  const grid = renderGridCard({
    caption: ta(lang, 'api.tab_calls'),
    heads: [
      { text: ta(lang, 'api.address') },
      { text: ta(lang, 'api.answer') },
      { text: ta(lang, 'api.who') },
      { text: ta(lang, 'api.when') },
      { text: ta(lang, 'api.took'), isNumber: true },
      { text: ta(lang, 'api.size'), isNumber: true },
    ],
    rows: calls.map((call) => [
      html`<span class="muted">${ta(lang, call.direction === 'in' ? 'api.incoming' : 'api.outgoing')}</span> <a class="mono" href="/admin/trace/${call.traceId}">${call.method} ${call.url}</a>${call.error === '' ? '' : html`<br><small class="muted clamp">${call.error}</small>`}`,
      html`<span class="status ${call.status === undefined || call.status >= 400 ? 'status-danger' : 'status-success'}">${call.status ?? '—'}</span>`,
      html`${call.username}${call.key === '' ? '' : html`<br><small class="muted">${call.key}</small>`}`,
      formatDateTime(locale, call.created),
      ta(lang, 'api.ms', { ms: formatNumber(locale, call.ms, { digits: 0 }) }),
      formatFileSize(locale, call.bytes),
    ]),
  });
  return html`${form}${grid}${calls.length < PAGE ? '' : html`<p class="mt-3"><a class="btn btn-outline-secondary" href="?${older.toString()}">${ta(lang, 'api.older')}</a></p>`}`;
}
