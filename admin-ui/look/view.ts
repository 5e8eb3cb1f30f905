// HTML of the look: its form, what of the colours can be read, and a page of samples for the preview.

import type { siteTheme } from '../../engine/theme.ts';
import type { ThemeValues } from '../../engine/theme.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { renderAlert } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { formatNumber } from '../../renderer/locale.ts';
import type { Lang, Locale } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { darkVariant, pairReports } from '../../renderer/theme-colours.ts';
import { ta } from '../texts.ts';

export function renderLook(
  ctx: RenderContext,
  { values, version, urls }: { values: ThemeValues; version: number; urls: ReturnType<typeof siteTheme>['urls'] },
): SafeHtml {
  const { lang } = ctx;
  const colour = (name: 'light' | 'dark'): SafeHtml =>
    html`<div class="form-group"><label for="look-${name}">${ta(lang, `look.${name}`)} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><div class="cluster"><input class="form-control look-colour mono" id="look-${name}" name="${name}" value="${values[name]}" maxlength="7" placeholder="${name === 'light' ? '#0b6b74' : '#4dbac4'}" autocomplete="off" spellcheck="false" aria-describedby="look-${name}-help"><input class="look-picker" type="color" value="${values[name] ?? (name === 'light' ? '#0b6b74' : '#4dbac4')}" data-picker="${name}" aria-label="${ta(lang, 'look.pick', { name: ta(lang, `look.${name}`) })}"></div><div class="form-text" id="look-${name}-help">${ta(lang, `look.${name}Help`)}</div></div>`;
  const picture = (name: 'logo' | 'favicon'): SafeHtml =>
    html`<div class="form-group"><label for="look-${name}">${ta(lang, `look.${name}`)} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><div class="cluster">${urls[name] === undefined ? '' : html`<img src="${urls[name]}" alt="${ta(lang, 'look.current')}" width="28" height="28">`}<input class="form-control-file look-file" type="file" id="look-${name}" accept=".svg,.png,.jpg,.jpeg,.webp,.ico" data-picture="${name}" aria-describedby="look-${name}-help"><input type="hidden" name="${name}" value="">${urls[name] === undefined ? '' : html`<button type="button" class="btn btn-quiet btn-sm" data-remove="${name}" aria-pressed="false">${icon('trash')}${ta(lang, 'look.remove')}</button>`}</div><div class="form-text" id="look-${name}-help">${ta(lang, `look.${name}Help`)}</div></div>`;
  const option = (value: string, text: string): SafeHtml =>
    html`<option value="${value}"${attr('selected', value === (values.density ?? ''))}>${text}</option>`;
  const code = (name: 'css' | 'js', language: string): SafeHtml =>
    html`<div class="form-group"><label for="look-${name}">${ta(lang, `look.${name}`)} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><textarea class="form-control mono" id="look-${name}" name="${name}" rows="8" data-source="${language}" spellcheck="false" aria-describedby="look-${name}-help">${values[name]}</textarea><div class="form-text" id="look-${name}-help">${ta(lang, `look.${name}Help`)}</div></div>`;
  return html`<div class="split split-even content-editor" data-screen="look" data-preview="/admin/look/preview" data-contrast="/admin/look/contrast">
<form class="card" data-post method="post" action="/admin/look/save"><div class="card-body"><input type="hidden" name="version" value="${version}">
<div class="form-group"><label for="look-name">${ta(lang, 'look.brandName')} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><input class="form-control" id="look-name" name="brandName" value="${values.brandName}" maxlength="60" placeholder="Peregrine" autocomplete="off"></div>
${colour('light')}${colour('dark')}
<div data-contrast-report aria-live="polite">${renderContrast(ctx, values)}</div>
${picture('logo')}${picture('favicon')}
<div class="form-group"><label for="look-density">${ta(lang, 'look.density')}</label><select class="custom-select setting-short" id="look-density" name="density" aria-describedby="look-density-help">${option('', ta(lang, 'look.densityNone'))}${option('comfortable', ta(lang, 'look.comfortable'))}${option('compact', ta(lang, 'look.compact'))}</select><div class="form-text" id="look-density-help">${ta(lang, 'look.densityHelp')}</div></div>
${code('css', 'css')}${code('js', 'javascript')}
<div class="form-group"><label for="look-comment">${ta(lang, 'texts.comment')} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><input class="form-control" id="look-comment" name="comment" maxlength="1000" autocomplete="off"></div>
</div><div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'look.save')}</button><a class="btn btn-quiet" href="/admin/versions?kind=setting&amp;code=theme">${ta(lang, 'look.history')}</a></div></form>
<section class="card content-preview" aria-labelledby="look-preview"><div class="card-header"><h2 id="look-preview">${ta(lang, 'texts.preview')}</h2><div class="segmented push" role="group" aria-label="${ta(lang, 'look.mode')}"><button type="button" class="btn btn-sm" data-mode="light" aria-pressed="true">${ta(lang, 'look.modeLight')}</button><button type="button" class="btn btn-sm" data-mode="dark" aria-pressed="false">${ta(lang, 'look.modeDark')}</button></div></div><div class="content-frame" data-frame data-title="${ta(lang, 'texts.preview')}"></div></section>
</div>`;
}

/** The pairs of the look with their ratios; what is too faint comes first, in words. */
export function renderContrast({ lang, locale }: { lang: Lang; locale: Locale }, { light, dark }: ThemeValues): SafeHtml {
  if (light === undefined) return html`<p class="muted">${ta(lang, 'look.ownColours')}</p>`;
  const reports = pairReports({ light, dark: dark ?? darkVariant(light) });
  const ratio = (value: number): string => `${formatNumber(locale, Math.floor(value * 10) / 10, { digits: 1 })} : 1`;
  const faint = reports.filter((one) => one.ratio < one.needed);
  const name = (one: (typeof reports)[number]): string =>
    `${ta(lang, `look.pair_${one.pair}`)}, ${ta(lang, one.mode === 'light' ? 'look.modeLight' : 'look.modeDark').toLowerCase()}`;
  const list = html`<ul class="mb-0">${join(faint.map((one) => html`<li>${name(one)}: ${ratio(one.ratio)}, ${ta(lang, 'look.needed', { ratio: ratio(one.needed) })}</li>`))}</ul>`;
  return html`${faint.length > 0 ? renderAlert('warning', { title: ta(lang, 'look.faint'), text: list }) : renderAlert('success', { text: ta(lang, 'look.readable') })}
<details class="mb-3"><summary>${ta(lang, 'look.pairs')}</summary><div class="table-scroll"><table class="table" data-density="compact"><caption class="sr-only">${ta(lang, 'look.pairs')}</caption><thead><tr><th scope="col">${ta(lang, 'look.pair')}</th><th scope="col" class="num">${ta(lang, 'look.ratio')}</th><th scope="col" class="num">${ta(lang, 'look.least')}</th></tr></thead><tbody>${join(reports.map((one) => html`<tr><th scope="row">${name(one)}</th><td class="num">${ratio(one.ratio)}</td><td class="num">${ratio(one.needed)}</td></tr>`))}</tbody></table></div></details>`;
}

/** What a cabinet is made of, small. */
export function renderSamples({ lang }: RequestContext, brandName: string): SafeHtml {
  return html`<p class="h3">${icon('compass')} ${brandName}</p>
<p><a href="#">${ta(lang, 'look.sampleLink')}</a></p>
<div class="cluster mb-3"><button type="button" class="btn btn-primary">${ta(lang, 'look.sampleMain')}</button><button type="button" class="btn btn-outline-secondary">${ta(lang, 'look.sampleOther')}</button><button type="button" class="btn btn-quiet">${ta(lang, 'look.sampleQuiet')}</button></div>
<div class="cluster mb-3"><span class="badge badge-primary">${ta(lang, 'look.sampleBadge')}</span><span class="badge badge-success">${ta(lang, 'look.samplePaid')}</span><span class="badge badge-danger">${ta(lang, 'look.sampleLate')}</span></div>
<section class="card mb-3"><div class="card-header"><h2>${ta(lang, 'look.sampleCard')}</h2></div><div class="card-body"><div class="form-group"><label for="sample-field">${ta(lang, 'look.sampleField')}</label><input class="form-control" id="sample-field" value="12 480"></div><div class="custom-control custom-checkbox mb-3"><input type="checkbox" class="custom-control-input" id="sample-box" checked><label class="custom-control-label" for="sample-box">${ta(lang, 'look.sampleBox')}</label></div><svg class="progress" role="img" aria-label="60 %" viewBox="0 0 100 4" preserveAspectRatio="none"><rect class="progress-fill" width="60" height="4"/></svg></div></section>
<div class="card"><div class="table-scroll border-top-0"><table class="table"><thead><tr><th>${ta(lang, 'look.sampleNumber')}</th><th class="num">${ta(lang, 'look.sampleSum')}</th></tr></thead><tbody><tr><td><a href="#">K-1042</a></td><td class="num">12 480</td></tr><tr class="table-active"><td><a href="#">K-1043</a></td><td class="num">3 100</td></tr></tbody></table></div></div>`;
}
