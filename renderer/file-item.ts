// One file in a list, wherever files stand: a picture or its ending, its name as a link, what may be done with it.

import { attr, html } from './html.ts';
import type { SafeHtml } from './html.ts';
import { icon } from './icons.ts';
import { formatFileSize, formatRelative, t } from './locale.ts';
import type { Locale } from './locale.ts';

export interface FileView {
  readonly id: string;
  readonly name: string;
  /** Lower case, without the dot. */
  readonly ending: string;
  readonly url: string;
  /** Of pictures only. */
  readonly previewUrl?: string | undefined;
  readonly largeUrl?: string | undefined;
  /** Opens in the browser instead of being saved. */
  readonly isInline: boolean;
  readonly size: number;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly author?: string | undefined;
  readonly created?: Date | undefined;
  readonly canDelete: boolean;
  readonly canRename: boolean;
  /** Waits for its record to be saved. */
  readonly isDraft: boolean;
}

export interface FileItemOptions {
  readonly locale: Locale;
  /** The list can be put into another order. */
  readonly canReorder?: boolean;
}

/** A line of a list of files. */
export function renderFileItem(file: FileView, { locale, canReorder = false }: FileItemOptions): SafeHtml {
  const { lang } = locale;
  const mark =
    file.previewUrl === undefined
      ? html`<span class="file-type" aria-hidden="true">${file.ending}</span>`
      : html`<img class="file-thumb" src="${file.previewUrl}" alt="" width="32" height="32" loading="lazy">`;
  const author = [file.author, file.created === undefined ? undefined : formatRelative(locale, file.created)].filter(Boolean).join(', ');
  const note = html`<span class="muted">${formatFileSize(locale, file.size)}${author === '' ? null : html` · ${author}`}</span>`;
  return html`<li class="file-item" ${itemAttributes(file)}>${mark}<span class="file-main"><a class="file-name" href="${file.url}"${linkAttributes(file)}>${file.name}</a>${note}</span><span class="file-tools">${canReorder ? handle(file, lang) : null}${tools(file, lang)}</span></li>`;
}

/** A tile of a gallery. */
export function renderFileTile(file: FileView, { locale, canReorder = false }: FileItemOptions): SafeHtml {
  const { lang } = locale;
  const shown =
    file.previewUrl === undefined
      ? html`<span class="file-type" aria-hidden="true">${file.ending}</span>`
      : html`<img src="${file.previewUrl}" alt="${file.name}"${attr('width', file.width)}${attr('height', file.height)} loading="lazy">`;
  return html`<li class="file-tile" ${itemAttributes(file)}><a class="file-picture" href="${file.url}"${linkAttributes(file)}>${shown}</a><span class="file-caption"><span class="file-name truncate">${file.name}</span><span class="file-tools">${canReorder ? handle(file, lang) : null}${tools(file, lang)}</span></span></li>`;
}

function itemAttributes(file: FileView): SafeHtml {
  return html`data-file="${file.id}" data-name="${file.name}"${attr('data-draft', file.isDraft)}`;
}

function linkAttributes(file: FileView): SafeHtml {
  if (file.largeUrl !== undefined) return html` data-large="${file.largeUrl}"`;
  return file.isInline ? html` target="_blank" rel="noopener"` : html` download`;
}

function handle(file: FileView, lang: Locale['lang']): SafeHtml {
  const label = t(lang, 'resource.move', { name: file.name });
  return html`<button type="button" class="btn btn-icon btn-quiet btn-sm file-handle" data-file-do="move" aria-label="${label}" title="${label}">${icon('grip-vertical')}</button>`;
}

function tools(file: FileView, lang: Locale['lang']): SafeHtml {
  const button = (action: string, name: string, label: string): SafeHtml =>
    html`<button type="button" class="btn btn-icon btn-quiet btn-sm" data-file-do="${action}" aria-label="${label}" title="${label}">${icon(name)}</button>`;
  return html`${file.canRename ? button('rename', 'pencil', t(lang, 'resource.renameFile', { name: file.name })) : null}${file.canDelete ? button('delete', 'trash', t(lang, 'resource.deleteFile', { name: file.name })) : null}`;
}
