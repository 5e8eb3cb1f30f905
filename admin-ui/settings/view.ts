// HTML of settings: a form for each category, a control for each type. Of a secret it is only said whether there is one.

import { renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { HtmlPart, SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatRelative, localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { ta } from '../texts.ts';
import { stampOfSettings } from './values.ts';
import type { Setting } from './values.ts';

export function renderSettings(
  ctx: RenderContext,
  { settings, orphans, find }: { settings: readonly Setting[]; orphans: readonly string[]; find: string },
): SafeHtml {
  const { lang } = ctx;
  const wanted = find.trim().toLowerCase();
  const shown = settings.filter(
    ({ code, definition }) =>
      wanted === '' ||
      [code, localText(lang, definition.title), localText(lang, definition.description)].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
  const search = html`<form class="cluster mb-3" method="get" role="search"><div class="search-field">${icon('search')}<input class="form-control" type="search" name="text" value="${find}" placeholder="${ta(lang, 'settings.find')}" aria-label="${ta(lang, 'settings.find')}"></div><button type="submit" class="btn btn-outline-secondary">${ta(lang, 'settings.show')}</button><span class="muted push" role="status">${ta(lang, 'settings.count', { count: shown.length })}</span></form>`;
  if (shown.length === 0) return html`${search}${renderEmpty({ title: ta(lang, 'settings.none'), text: ta(lang, 'settings.noneText') })}`;
  return html`${search}<div class="stack settings">${join(categoriesOf(lang, shown).map(([name, own], at) => categoryCard(ctx, { name, settings: own, id: `category-${at + 1}` })))}${orphans.length === 0 || wanted !== '' ? '' : orphanCard(lang, orphans)}</div>`;
}

function categoriesOf(lang: Lang, settings: readonly Setting[]): [string, Setting[]][] {
  const categories = new Map<string, Setting[]>();
  // The solution's own come first, those of the platform after them.
  for (const setting of settings.toSorted((a, b) => Number(a.isPlatform) - Number(b.isPlatform) || a.definition.ord - b.definition.ord)) {
    const name = localText(lang, setting.definition.category) || ta(lang, 'settings.other');
    categories.set(name, [...(categories.get(name) ?? []), setting]);
  }
  return [...categories];
}

function categoryCard(ctx: RenderContext, { name, settings, id }: { name: string; settings: readonly Setting[]; id: string }): SafeHtml {
  const { lang } = ctx;
  return html`<form class="card" data-post method="post" action="/admin/settings/save" aria-labelledby="${id}"><div class="card-header"><h2 id="${id}">${name}</h2></div><div class="card-body">
<input type="hidden" name="seen" value="${stampOfSettings(settings)}"><input type="hidden" name="group" value="${settings.map(({ code }) => code).join(',')}">
${join(settings.map((setting) => settingField(ctx, setting)))}
</div><div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'settings.save')}</button></div></form>`;
}

function settingField(ctx: RenderContext, setting: Setting): SafeHtml {
  const { lang, locale } = ctx;
  const { code, definition, isSet, updated, updatedBy } = setting;
  const id = `setting-${code}`;
  const description = localText(lang, definition.description);
  const state: HtmlPart = isSet
    ? html`${ta(lang, definition.isSecret ? 'settings.secretSet' : 'settings.isSet')}${updated === null ? '' : html`, ${formatRelative(locale, updated)}`}${updatedBy === null ? '' : html`, ${updatedBy}`}`
    : ta(lang, definition.isSecret ? 'settings.secretNotSet' : 'settings.isDefault');
  const reset = isSet
    ? html`<button type="submit" class="btn btn-quiet btn-sm" formnovalidate formaction="/admin/settings/reset" name="reset" value="${code}" data-confirm="${ta(lang, definition.isSecret ? 'settings.forgetConfirm' : 'settings.resetConfirm', { name: localText(lang, definition.title) })}">${ta(lang, definition.isSecret ? 'settings.forget' : 'settings.reset')}</button>`
    : '';
  const badges = html`${definition.isPublic ? html` <span class="badge badge-info">${ta(lang, 'settings.public')}</span>` : ''}${definition.isSecret ? html` <span class="badge badge-secondary">${icon('key')}${ta(lang, 'settings.secret')}</span>` : ''}`;
  const isPair = definition.type === 'localText' && !definition.isSecret;
  const label = html`${localText(lang, definition.title)} <code class="muted">${code}</code>${badges}`;
  return html`<div class="form-group">${isPair ? html`<div class="setting-label" id="${id}-label">${label}</div>` : html`<label for="${id}">${label}</label>`}${control(lang, { setting, id })}<div class="form-text" id="${id}-help">${description === '' ? '' : html`${description}<br>`}<span class="muted">${state}</span> ${reset}</div></div>`;
}

function control(lang: Lang, { setting, id }: { setting: Setting; id: string }): SafeHtml {
  const { code, definition, value } = setting;
  const name = `value.${code}`;
  const common = html`id="${id}" name="${name}" aria-describedby="${id}-help"`;
  const limit = attr('maxlength', definition.maxLength);
  if (definition.isSecret) {
    const words = ta(lang, setting.isSet ? 'settings.keep' : 'settings.enter');
    return definition.type === 'textarea'
      ? html`<textarea class="form-control mono" rows="3" ${common} placeholder="${words}" autocomplete="off" spellcheck="false"></textarea>`
      : html`<input class="form-control" type="password" ${common} placeholder="${words}" autocomplete="new-password"${limit}>`;
  }
  const option = (one: string, text: string): SafeHtml => html`<option value="${one}"${attr('selected', one === value)}>${text}</option>`;
  switch (definition.type) {
    case 'textarea':
      return html`<textarea class="form-control" rows="4" ${common}${limit}>${value}</textarea>`;
    case 'json':
      return html`<textarea class="form-control mono" rows="4" spellcheck="false" ${common}>${value}</textarea>`;
    case 'boolean':
      return html`<select class="custom-select setting-short" ${common}>${option('true', ta(lang, 'settings.yes'))}${option('false', ta(lang, 'settings.no'))}</select>`;
    case 'select':
      return html`<select class="custom-select" ${common}>${(definition.options ?? []).some((one) => one.value === value) ? '' : option('', '')}${join((definition.options ?? []).map((one) => option(one.value, localText(lang, one.text))))}</select>`;
    case 'number':
      return html`<input class="form-control setting-short" type="number" step="any" ${common} value="${value}"${attr('min', definition.min)}${attr('max', definition.max)}>`;
    case 'date':
      return html`<input class="form-control setting-short" type="date" ${common} value="${value}">`;
    case 'color':
      return html`<input class="form-control setting-short" type="${/^#[0-9a-f]{6}$/i.test(value) ? 'color' : 'text'}" ${common} value="${value}">`;
    case 'localText': {
      const texts = pairOf(value);
      const entry = (one: Lang): SafeHtml =>
        html`<div class="input-group mb-1"><div class="input-group-prepend"><label class="input-group-text" for="${id}-${one}">${one}</label></div><input class="form-control" id="${id}-${one}" name="${name}.${one}" value="${texts[one]}" lang="${one}" aria-describedby="${id}-label ${id}-help"${limit}></div>`;
      return html`${entry('ru')}${entry('en')}`;
    }
    default:
      return html`<input class="form-control" type="${definition.type === 'email' ? 'email' : 'text'}" ${common} value="${value}"${limit}>`;
  }
}

/** `{"en": …, "ru": …}`; another text stands for both. */
function pairOf(value: string): { en: string; ru: string } {
  try {
    const { en = '', ru = '' } = JSON.parse(value) as { en?: string; ru?: string };
    return { en, ru };
  } catch {
    return { en: value, ru: value };
  }
}

function orphanCard(lang: Lang, orphans: readonly string[]): SafeHtml {
  return html`<section class="card" aria-labelledby="orphans"><div class="card-header"><h2 id="orphans">${ta(lang, 'settings.orphans')}</h2></div><div class="card-body"><p class="muted">${ta(lang, 'settings.orphansText')}</p><ul class="list-unstyled mb-0">${join(orphans.map((code) => html`<li><form class="cluster" data-post method="post" action="/admin/settings/forget"><code>${code}</code><button type="submit" class="btn btn-quiet btn-sm" name="code" value="${code}" data-confirm="${ta(lang, 'settings.forgetConfirm', { name: code })}">${ta(lang, 'settings.forget')}</button></form></li>`))}</ul></div></section>`;
}
