// Choosing the tables whose rows go along with a package: which key tells their rows apart everywhere, and what an import may do to them.

import { MOST_ROWS, dataPath } from '../../metadata/packages.ts';
import type { DataCandidate, DataSpec } from '../../metadata/packages.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { formatNumber } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { textOf } from '../answers.ts';
import { ta } from '../texts.ts';

export interface DataChoice {
  readonly candidates: readonly DataCandidate[];
  readonly chosen: readonly DataSpec[];
}

export function renderDataChoice(ctx: RenderContext, { candidates, chosen }: DataChoice): SafeHtml {
  const { lang } = ctx;
  if (candidates.length === 0) return html``;
  const ofTable = (table: string): DataSpec | undefined => chosen.find((spec) => spec.table.toLowerCase() === table.toLowerCase());
  const heads = ['table', 'dataKey', 'dataMode', 'dataRows'] as const;
  return html`<details class="card"${attr('open', chosen.length > 0)}><summary class="card-part"><b>${ta(lang, 'versions.dataTitle')}</b> <span class="muted">${chosen.length === 0 ? '' : chosen.length}</span></summary>
<div class="card-part"><p class="muted">${ta(lang, 'versions.dataLead')}</p><div class="table-scroll"><table class="table table-stack"><caption class="sr-only">${ta(lang, 'versions.dataTitle')}</caption><thead><tr>${join(heads.map((head) => html`<th scope="col"${head === 'dataRows' ? html` class="num"` : ''}>${ta(lang, `versions.${head}`)}</th>`))}</tr></thead><tbody>${join(candidates.map((candidate) => candidateRow(ctx, candidate, ofTable(candidate.table))))}</tbody></table></div></div></details>`;
}

function candidateRow(
  { lang, locale }: RenderContext,
  { table, keys, rows, secrets }: DataCandidate,
  spec: DataSpec | undefined,
): SafeHtml {
  const id = `data-${dataPath(table)}`;
  const all = spec === undefined || keys.some((key) => isSame(key, spec.key)) ? keys : [spec.key, ...keys];
  const unlisted = secrets.filter(
    (name) => ![...(spec?.columns ?? []), ...(all[0] ?? [])].some((own) => own.toLowerCase() === name.toLowerCase()),
  );
  const obstacle =
    rows > MOST_ROWS
      ? ta(lang, 'versions.dataTooMany', { most: formatNumber(locale, MOST_ROWS) })
      : unlisted.length > 0
        ? ta(lang, 'versions.dataSecrets', { names: unlisted.join(', ') })
        : '';
  const keyOption = (key: readonly string[]): SafeHtml =>
    html`<option value="${JSON.stringify(key)}"${attr('selected', spec !== undefined && isSame(key, spec.key))}>${key.join(', ')}</option>`;
  const modes = (['merge', 'insertMissing'] as const).map(
    (mode) => html`<option value="${mode}"${attr('selected', spec?.mode === mode)}>${ta(lang, `versions.data_${mode}`)}</option>`,
  );
  const isOff = attr('disabled', obstacle !== '');
  return html`<tr><th scope="row" class="cell-title"><div class="custom-control custom-checkbox"><input type="checkbox" class="custom-control-input" id="${id}" name="data" value="${table}"${attr('checked', spec !== undefined && obstacle === '')}${isOff}${attr('aria-describedby', obstacle === '' ? undefined : `${id}-why`)}><label class="custom-control-label" for="${id}">${table}</label></div>${obstacle === '' ? '' : html`<small class="muted" id="${id}-why">${obstacle}</small>`}</th>
<td data-label="${ta(lang, 'versions.dataKey')}"><select class="custom-select custom-select-sm w-auto" name="key:${table}" aria-label="${ta(lang, 'versions.dataKeyOf', { table })}"${isOff}>${join(all.map(keyOption))}</select></td>
<td data-label="${ta(lang, 'versions.dataMode')}"><select class="custom-select custom-select-sm w-auto" name="mode:${table}" aria-label="${ta(lang, 'versions.dataModeOf', { table })}"${isOff}>${join(modes)}</select></td>
<td class="num" data-label="${ta(lang, 'versions.dataRows')}">${formatNumber(locale, rows)}</td></tr>`;
}

/** What the form says; columns that were listed for a table before stay listed. */
export function dataIn(body: unknown, { candidates, chosen }: DataChoice): DataSpec[] {
  const given: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, 'data') ? Reflect.get(body, 'data') : [];
  const names = [given].flat().filter((one) => typeof one === 'string');
  return candidates.flatMap(({ table, keys }): DataSpec[] => {
    if (!names.includes(table)) return [];
    const before = chosen.find((spec) => spec.table.toLowerCase() === table.toLowerCase());
    const asked = textOf(body, `key:${table}`);
    const key = [...keys, ...(before === undefined ? [] : [before.key])].find((one) => JSON.stringify(one) === asked) ?? keys[0] ?? [];
    const mode = textOf(body, `mode:${table}`) === 'insertMissing' ? 'insertMissing' : 'merge';
    return [{ table, key, mode, ...(before?.columns && { columns: before.columns }) }];
  });
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.join('\n').toLowerCase() === b.join('\n').toLowerCase();
}
