// HTML of blocks and letters: their lists, and the editor of one with its preview beside it.

import { plainText } from '../../renderer/sanitize.ts';
import type { CachedDefinition } from '../../metadata/cache.ts';
import { renderEmpty } from '../../renderer/feedback.ts';
import { attr, html, join } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { localText } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import type { RenderContext } from '../../renderer/page-context.ts';
import { ta } from '../texts.ts';
import { templateLanguages, templateParts } from './templates.ts';
import type { TemplateFields, TemplateKind } from './templates.ts';
import { languageName } from './view.ts';

export interface TemplateListView {
  readonly kind: TemplateKind;
  readonly address: string;
  readonly rows: readonly CachedDefinition<TemplateKind>[];
  readonly find: string;
}

export function renderTemplateList({ lang }: RenderContext, { kind, address, rows, find }: TemplateListView): SafeHtml {
  const all = rows.flatMap((row) => {
    if ('findings' in row) return [];
    const { definition } = row;
    const source = 'html' in definition ? definition.html : localText(lang, definition.body);
    return [{ code: row.code, title: localText(lang, definition.title), source }];
  });
  const wanted = find.toLowerCase();
  const shown = all.filter(({ code, title, source }) => [code, title, source].some((one) => one.toLowerCase().includes(wanted)));
  return html`<form class="cluster mb-3" method="get" role="search"><div class="search-field">${icon('search')}<input class="form-control" type="search" name="text" value="${find}" placeholder="${ta(lang, 'texts.findTemplate')}" aria-label="${ta(lang, 'texts.findTemplate')}"></div><button type="submit" class="btn btn-outline-secondary">${ta(lang, 'texts.show')}</button><a class="btn btn-outline-secondary push" href="/admin/definitions?kind=${kind}">${icon('plus-lg')}${ta(lang, kind === 'block' ? 'texts.newBlock' : 'texts.newLetter')}</a></form>
${
  shown.length === 0
    ? renderEmpty({ title: ta(lang, 'texts.noTemplates'), text: ta(lang, 'texts.noTemplatesText') })
    : html`<div class="card"><div class="table-scroll border-top-0"><table class="table table-stack"><caption class="sr-only">${ta(lang, kind === 'block' ? 'texts.blocks' : 'texts.mail')}</caption><thead><tr><th scope="col">${ta(lang, 'texts.code')}</th><th scope="col">${ta(lang, 'texts.title')}</th><th scope="col">${ta(lang, 'texts.begins')}</th></tr></thead><tbody>${join(shown.map((row) => html`<tr><th scope="row" class="cell-title"><a href="/admin/texts/${address}/${row.code}">${row.code}</a></th><td data-label="${ta(lang, 'texts.title')}">${row.title}</td><td class="muted" data-label="${ta(lang, 'texts.begins')}">${plainText(row.source.replace(/\{\{[^}]*\}\}/g, ' ')).slice(0, 80)}</td></tr>`))}</tbody></table></div></div>`
}`;
}

export interface TemplateEditorView {
  readonly kind: TemplateKind;
  readonly address: string;
  readonly code: string;
  readonly version: number;
  readonly fields: TemplateFields;
  readonly sample: string;
  readonly hasProcedure: boolean;
}

export function renderTemplateEditor({ lang, csrfToken }: RenderContext, view: TemplateEditorView): SafeHtml {
  const { kind, address, code, fields } = view;
  const url = `/admin/texts/${address}/${code}`;
  const parts = templateParts[kind];
  const field = (part: string, one: Lang, isSource: boolean): SafeHtml => {
    const name = `${part}.${one}`;
    const id = `field-${part}-${one}`;
    const value = fields[name] ?? '';
    const hint =
      kind === 'block' && one === 'ru' ? html`<div class="form-text" id="${id}-help">${ta(lang, 'texts.russianHelp')}</div>` : '';
    const title = ta(lang, `texts.part_${part as 'html' | 'subject' | 'preheader' | 'body'}`);
    return html`<div class="form-group"><label for="${id}">${title}</label>${isSource ? html`<textarea class="form-control mono" id="${id}" name="${name}" rows="16" data-source="html" lang="${one}" spellcheck="false">${value}</textarea>` : html`<input class="form-control" id="${id}" name="${name}" value="${value}" lang="${one}" maxlength="500">`}${hint}</div>`;
  };
  const languages = join(
    templateLanguages.map(
      (one) =>
        html`<fieldset class="content-language" data-language="${one}"><legend class="sr-only">${languageName(lang, one)}</legend>${join(parts.map((part, at) => field(part, one, at === parts.length - 1)))}</fieldset>`,
    ),
  );
  return html`<div class="split split-even content-editor" data-screen="content-editor" data-preview="${url}/preview" data-code="${code}">
<form class="card" data-post method="post" action="${url}/save"><div class="card-body">
<input type="hidden" name="version" value="${view.version}">
<div class="segmented mb-3" role="group" aria-label="${ta(lang, 'texts.language')}" data-languages hidden>${join(templateLanguages.map((one) => html`<button type="button" class="btn" data-choose="${one}" aria-pressed="${one === lang}">${languageName(lang, one)}</button>`))}</div>
${languages}
<div class="form-group"><label for="sample">${ta(lang, 'texts.sample')}</label><textarea class="form-control mono" id="sample" name="sample" rows="6" data-source="json" spellcheck="false" aria-describedby="sample-help">${view.sample}</textarea><div class="form-text" id="sample-help">${ta(lang, view.hasProcedure ? 'texts.sampleSets' : 'texts.sampleHelp')}</div></div>
<div class="form-group"><label for="comment">${ta(lang, 'texts.comment')} <span class="form-optional">(${ta(lang, 'users.optional')})</span></label><input class="form-control" id="comment" name="comment" maxlength="1000" autocomplete="off"></div>
</div><div class="form-actions"><button type="submit" class="btn btn-primary">${ta(lang, 'texts.save')}</button>${kind === 'mailTemplate' ? html`<input type="hidden" name="lang" value="${lang}" data-lang><button type="submit" class="btn btn-outline-secondary" formaction="${url}/test">${icon('send')}${ta(lang, 'texts.test')}</button>` : html`<input type="hidden" name="lang" value="${lang}" data-lang>`}<a class="btn btn-quiet" href="/admin/definitions/${kind}/${code}">${ta(lang, 'texts.allOptions')}</a></div></form>
<section class="card content-preview" aria-labelledby="preview-title"><div class="card-header"><h2 id="preview-title">${ta(lang, 'texts.preview')}</h2><div class="segmented push" role="group" aria-label="${ta(lang, 'texts.width')}"><button type="button" class="btn btn-sm" data-width="wide" aria-pressed="true">${ta(lang, 'texts.wide')}</button><button type="button" class="btn btn-sm" data-width="phone" aria-pressed="false">${ta(lang, 'texts.phone')}</button></div></div><div class="content-frame" data-frame data-title="${ta(lang, 'texts.preview')}" data-csrf="${csrfToken}"${attr('data-width', 'wide')}></div></section>
</div>`;
}
