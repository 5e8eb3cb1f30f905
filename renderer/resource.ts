// The resource component: a place to drop files, and the files as a list, as a gallery or as one large picture.

import { componentId, componentRoot } from './component-root.ts';
import { renderEmpty } from './feedback.ts';
import { renderFileItem, renderFileTile } from './file-item.ts';
import type { FileView } from './file-item.ts';
import { attr, html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatFileSize, t } from './locale.ts';
import type { Locale } from './locale.ts';
import type { RenderContext } from './page-context.ts';

/** What may be uploaded; for the browser's convenience only, the server checks again. */
export interface UploadRule {
  /** Of the file dialog. */
  readonly accept: string;
  /** `PDF`, `JPG`, … */
  readonly typeNames: readonly string[];
  readonly maxBytes: number;
  readonly maxFiles: number;
  readonly isMany: boolean;
}

export interface ResourceView {
  readonly code: string;
  readonly itemID: string;
  readonly params: readonly (readonly [string, string])[];
  readonly title: string | undefined;
  readonly view: 'list' | 'gallery' | 'single';
  readonly isImage: boolean;
  readonly hasCard: boolean;
  readonly help: string | undefined;
  /** The record is not there yet. */
  readonly isUnsaved: boolean;
  readonly files: readonly FileView[];
  /** Address of a file that is made when it is asked for. */
  readonly generatedUrl: string | undefined;
  readonly canReorder: boolean;
  /** Undefined: nothing can be uploaded here by this visitor or now. */
  readonly upload: UploadRule | undefined;
  readonly empty: {
    readonly title: string | undefined;
    readonly text: string | undefined;
    readonly action: { readonly text: string; readonly url: string } | undefined;
  };
}

export function renderResource(view: ResourceView, page: RenderContext): SafeHtml {
  const id = componentId('resource', view.code);
  const { lang } = page;
  const heading = view.title === undefined ? null : html`<h2 id="${id}-title">${view.title}</h2>`;
  const count =
    view.files.length > 1 ? html`<span class="card-note">${t(lang, 'resource.files', { count: view.files.length })}</span>` : null;
  const body = content(view, { id, locale: page.locale });
  const whole = view.hasCard
    ? html`<div class="card">${heading === null ? null : html`<div class="card-header">${heading}${count}</div>`}<div class="card-body">${body}</div></div>`
    : html`${heading === null ? null : html`<header class="resource-head">${heading}${count}</header>`}${body}`;
  return componentRoot(
    {
      kind: 'resource',
      code: view.code,
      itemID: view.itemID,
      params: view.params,
      label: view.title === undefined ? t(lang, 'resource.region') : undefined,
      labelledBy: view.title === undefined ? undefined : `${id}-title`,
      attributes: {
        'data-upload': view.upload === undefined ? undefined : uploadUrl(view),
        'data-max-bytes': view.upload?.maxBytes,
        'data-max-files': view.upload?.maxFiles,
      },
    },
    whole,
  );
}

/** The place to drop files with the button that opens the file dialog; forms use it, too. */
export function renderDrop({
  id,
  rule,
  locale,
  help,
  describedBy,
}: {
  id: string;
  rule: UploadRule;
  locale: Locale;
  help: string | undefined;
  describedBy?: string;
}): SafeHtml {
  const { lang } = locale;
  const limits = t(lang, 'resource.limits', {
    types: rule.typeNames.slice(0, 8).join(', ') + (rule.typeNames.length > 8 ? ', …' : ''),
    size: formatFileSize(locale, rule.maxBytes),
  });
  const words = rule.typeNames.length === 0 ? t(lang, 'resource.limitSize', { size: formatFileSize(locale, rule.maxBytes) }) : limits;
  return html`<div class="file-drop">${icon('cloud-arrow-up')}<span>${t(lang, rule.isMany ? 'resource.drop' : 'resource.dropOne')} <label for="${id}-input" class="btn btn-link mb-0">${t(lang, 'resource.choose')}</label></span><small id="${id}-limits">${words}</small>${help === undefined ? null : html`<small>${help}</small>`}<input type="file" id="${id}-input" class="sr-only"${attr('multiple', rule.isMany)} accept="${rule.accept}" aria-describedby="${describedBy === undefined ? '' : `${describedBy} `}${id}-limits"></div>`;
}

function content(view: ResourceView, { id, locale }: { id: string; locale: Locale }): SafeHtml {
  const { lang } = locale;
  if (view.generatedUrl !== undefined) return generated(view, lang);
  if (view.isUnsaved) return html`<p class="note mb-0">${t(lang, 'resource.afterSave')}</p>`;
  const drop = view.upload === undefined ? null : renderDrop({ id, rule: view.upload, locale, help: view.help });
  return html`${drop}<p class="sr-only" role="status" data-file-status></p>${files(view, locale)}`;
}

function files(view: ResourceView, locale: Locale): SafeHtml {
  const { lang } = locale;
  const label = t(lang, 'resource.region');
  const options = { locale, canReorder: view.canReorder };
  if (view.files.length === 0) {
    const list = html`<ul class="file-list" aria-label="${label}" hidden></ul>`;
    if (view.upload !== undefined && view.empty.title === undefined) return list;
    const { action } = view.empty;
    const link = action === undefined ? undefined : html`<a class="btn btn-outline-secondary" href="${action.url}">${action.text}</a>`;
    return html`${list}${renderEmpty({ title: view.empty.title ?? t(lang, view.isImage ? 'resource.noPictures' : 'resource.noFiles'), text: view.empty.text, actions: link, size: 'small' })}`;
  }
  if (view.view === 'single')
    return html`<ul class="file-list file-single" aria-label="${label}">${view.files.map((file) => renderFileTile(file, options))}</ul>`;
  if (view.view === 'gallery' || view.isImage)
    return html`<ul class="file-list file-gallery" aria-label="${label}"${attr('data-sortable', view.canReorder)}>${view.files.map((file) => renderFileTile(file, options))}</ul>`;
  return html`<ul class="file-list" aria-label="${label}"${attr('data-sortable', view.canReorder)}>${view.files.map((file) => renderFileItem(file, options))}</ul>`;
}

function generated(view: ResourceView, lang: Locale['lang']): SafeHtml {
  const url = view.generatedUrl ?? '';
  if (view.isImage) return html`<img class="resource-picture" src="${url}" alt="${view.title ?? ''}" loading="lazy">`;
  return html`<a class="btn btn-outline-secondary" href="${url}" download>${icon('download')}<span>${view.title ?? t(lang, 'common.download')}</span></a>`;
}

function uploadUrl(view: ResourceView): string {
  return `/c/resource/${encodeURIComponent(view.code)}/upload?${new URLSearchParams({ itemID: view.itemID })}`;
}
