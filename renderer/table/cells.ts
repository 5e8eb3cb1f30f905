// Cells of table rows. A table's columns are compiled once for a definition, a language and a set of result columns into functions from a
// row to text: the body of a table is plain string building with one escape function, since it is where a page's time goes.

import type { TableColumn } from '../../metadata/kinds/table-column.ts';
import type { ResultSet, Row } from '../../sql/result-sets.ts';
import { escapeHtml, safeUrl } from '../html.ts';
import { icon } from '../icons.ts';
import {
  formatDate,
  formatDateTime,
  formatFileSize,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRelative,
  formatTime,
  localText,
  t,
} from '../locale.ts';
import type { Locale } from '../locale.ts';
import { initialsOf } from '../page-context.ts';
import { sanitizeSolutionHtml } from '../sanitize.ts';
import { zoneOf } from '../wall-time.ts';

export interface CellContext {
  readonly locale: Locale;
  readonly currency: string;
  readonly keyColumn: string;
}

/** What a column prints for a row: the inside of the cell. */
export type CellContent = (row: Row) => string;

type Reader = (row: Row) => unknown;

/** Colours by name are classes of the theme; any other colour is set by the client, since styles in markup are forbidden. */
const THEME_COLORS = new Set(['primary', 'secondary', 'info', 'success', 'warning', 'danger', 'plum']);
const HEX = /^#[0-9a-f]{3,8}$/i;

/** Numbers stand at the end of their cell. */
export function isNumeric({ type }: Pick<TableColumn, 'type'>): boolean {
  return type === 'number' || type === 'money' || type === 'percent' || type === 'size';
}

/** A reader of a result column in any letter case, or undefined when the procedure does not return it. */
export function readerOf(set: Pick<ResultSet, 'columns'>): (name: string) => Reader | undefined {
  const names = new Map(set.columns.map(({ name }) => [name.toLowerCase(), name]));
  return (name) => {
    const found = names.get(name.toLowerCase());
    return found === undefined ? undefined : (row) => row[found];
  };
}

/** Compiles a column: its value by type, with the prefixes that the result set has (`icon_`, `prev_`, `color_`, `desc_`, `badge_`, …). */
export function compileCell(column: TableColumn, set: Pick<ResultSet, 'columns'>, context: CellContext): CellContent {
  const read = readerOf(set);
  const value = read(column.code) ?? (() => undefined);
  const prefixed = (prefix: string): Reader | undefined => read(`${prefix}_${column.code}`);
  let content = linked(column, typed(column, value, { read, context }), { read, context });

  const color = prefixed('color');
  if (color !== undefined && column.type !== 'status' && column.type !== 'badge') content = wrapped(content, color, 'text');
  const glyph = prefixed('icon') ?? (column.iconColumn === undefined ? undefined : read(column.iconColumn));
  if (glyph !== undefined) content = before(content, (row) => iconText(glyph(row)));
  else if (column.icon !== undefined && column.type !== 'icon') content = before(content, constantIcon(column.icon, value));
  if (column.imageColumn !== undefined) content = before(content, smallImage(read(column.imageColumn)));
  const prev = prefixed('prev');
  if (prev !== undefined) content = before(content, withColor(prev, prefixed('prevcolor'), 'cell-prev'));
  const badge = prefixed('badge');
  if (badge !== undefined) content = after(content, (row) => textIn('badge badge-secondary', badge(row)));
  const bar = prefixed('barPercent');
  if (bar !== undefined) content = after(content, barOf(bar, prefixed('barClass'), context));
  const note = prefixed('desc') ?? (column.subtitleColumn === undefined ? undefined : read(column.subtitleColumn));
  if (note !== undefined) content = after(content, (row) => textIn('', note(row), 'small'));
  return content;
}

/** Classes of the cell that depend on the row: a background by `backcolor_`. */
export function compileCellClass(column: TableColumn, set: Pick<ResultSet, 'columns'>): ((row: Row) => string) | undefined {
  const back = readerOf(set)(`backcolor_${column.code}`);
  if (back === undefined) return undefined;
  return (row) => {
    const name = textOf(back(row)).toLowerCase();
    return THEME_COLORS.has(name) ? ` cell-${name}` : '';
  };
}

interface Source {
  read: (name: string) => Reader | undefined;
  context: CellContext;
}

function typed(column: TableColumn, value: Reader, source: Source): CellContent {
  const shown = shownBy(column, value, source);
  const { format } = column;
  const { lang } = source.context.locale;
  const empty = escapeHtml(localText(lang, format?.emptyText) || (column.type === 'money' ? '—' : ''));
  const [prefix, suffix] = [escapeHtml(localText(lang, format?.prefix)), escapeHtml(localText(lang, format?.suffix))];
  const hasAffix = prefix !== '' || suffix !== '';
  return (row) => {
    const own = value(row);
    if (own === null || own === undefined || own === '') return empty === '' ? '' : `<span class="muted">${empty}</span>`;
    return hasAffix ? `${prefix}${shown(row)}${suffix}` : shown(row);
  };
}

function shownBy(column: TableColumn, value: Reader, source: Source): CellContent {
  const { context } = source;
  const { locale } = context;
  const { format } = column;
  const numbers = (print: (number: number) => string): CellContent =>
    format?.signed
      ? (row) => {
          const number = Number(value(row));
          const tone = number < 0 ? 'text-danger' : number > 0 ? 'text-success' : '';
          return `<span class="${tone}">${escapeHtml(print(number))}</span>`;
        }
      : (row) => numberText(value(row), print);
  switch (column.type) {
    case 'html':
      return (row) => sanitizeSolutionHtml(textOf(value(row))).value;
    case 'number':
      return numbers((number) => (format?.grouping === false ? String(number) : formatNumber(locale, number, digitsOf(format?.decimals))));
    case 'money': {
      const currency = format?.currencyColumn === undefined ? undefined : source.read(format.currencyColumn);
      const fixed = format?.currency ?? context.currency;
      if (currency === undefined) return numbers((number) => formatMoney(locale, number, fixed));
      return (row) => numberText(value(row), (number) => formatMoney(locale, number, textOf(currency(row)) || fixed));
    }
    case 'percent':
      return numbers((number) => formatPercent(locale, number / 100));
    case 'size':
      return numbers((number) => formatFileSize(locale, number));
    case 'date': {
      const print = dates(format?.dateStyle, { locale, print: formatDate });
      return (row) => time(value(row), (text) => print(text.slice(0, 10)));
    }
    case 'datetime': {
      const own = { ...locale, timeZone: zoneOf(format, locale.timeZone) };
      const print = dates(format?.dateStyle, { locale: own, print: formatDateTime });
      return (row) => time(value(row), print);
    }
    case 'relative':
      return (row) =>
        time(
          value(row),
          (text) => formatRelative(locale, text),
          (text) => formatDateTime(locale, text),
        );
    case 'time':
      return (row) => escapeHtml(clock(textOf(value(row)), locale));
    case 'boolean':
      return booleanBy(column, value, locale);
    case 'status':
    case 'badge':
      return labelBy(column, value, source);
    case 'tags': {
      const labels = new Map(
        (column.options ?? []).map(({ value: own, text, color }) => [
          own,
          `<span class="badge badge-${color ?? 'secondary'}">${escapeHtml(localText(locale.lang, text))}</span>`,
        ]),
      );
      return (row) =>
        textOf(value(row))
          .split(',')
          .filter((tag) => tag.trim() !== '')
          .map((tag) => labels.get(tag.trim()) ?? `<span class="badge badge-secondary">${escapeHtml(tag.trim())}</span>`)
          .join(' ');
    }
    case 'link':
      return (row) => anchor(textOf(value(row)), escapeHtml(textOf(value(row)).replace(/^https?:\/\/(www\.)?/, '')), column.link?.newTab);
    case 'email':
      return (row) => anchor(`mailto:${textOf(value(row))}`, escapeHtml(textOf(value(row))));
    case 'phone':
      return (row) => anchor(`tel:${textOf(value(row)).replace(/[^\d+]/g, '')}`, escapeHtml(textOf(value(row))));
    case 'image':
      return (row) => imageText(value(row));
    case 'progress':
      return barOf(value, undefined, context, format?.max);
    case 'user':
      return (row) => personText(textOf(value(row)));
    case 'rating':
      return ratingBy(value, { max: format?.max ?? 5, locale });
    case 'color':
      return (row) => `<span class="cell-swatch" data-color="${escapeHtml(textOf(value(row)))}"></span> ${escapeHtml(textOf(value(row)))}`;
    case 'json':
      return (row) => `<code class="cell-code">${escapeHtml(textOf(value(row)))}</code>`;
    case 'icon':
      return (row) => iconText(value(row));
    case 'file': {
      const clip = icon('paperclip', { label: t(locale.lang, 'common.download') }).value;
      return (row) => anchor(textOf(value(row)), clip);
    }
    default:
      return textBy(column, value, locale);
  }
}

function textBy(column: TableColumn, value: Reader, locale: Locale): CellContent {
  const texts = new Map((column.options ?? []).map((option) => [option.value, escapeHtml(localText(locale.lang, option.text))]));
  const most = column.format?.maxChars;
  return (row) => {
    const text = textOf(value(row));
    const known = texts.get(text);
    if (known !== undefined) return known;
    return escapeHtml(most !== undefined && text.length > most ? `${text.slice(0, most - 1)}…` : text);
  };
}

/** Status and badge: their text, coloured by `color_`, the colour column, the option or the column. */
function labelBy(column: TableColumn, value: Reader, { read, context }: Source): CellContent {
  const options = new Map(
    (column.options ?? []).map((option) => [option.value, { text: localText(context.locale.lang, option.text), color: option.color }]),
  );
  const color = read(`color_${column.code}`) ?? (column.colorColumn === undefined ? undefined : read(column.colorColumn));
  const shape = column.type === 'status' ? 'status' : 'badge';
  return (row) => {
    const own = textOf(value(row));
    const option = options.get(own);
    const named = color === undefined ? '' : textOf(color(row)).toLowerCase();
    const tone = THEME_COLORS.has(named) ? named : (option?.color ?? column.color ?? 'secondary');
    const open = shape === 'status' && tone === 'secondary' ? ' status-open' : '';
    return `<span class="${shape} ${shape}-${tone}${open}"${HEX.test(named) ? ` data-color="${named}"` : ''}>${escapeHtml(option?.text ?? own)}</span>`;
  };
}

function booleanBy(column: TableColumn, value: Reader, { lang }: Locale): CellContent {
  const yes = localText(lang, column.format?.trueText);
  const no = localText(lang, column.format?.falseText);
  const yesHtml = yes === '' ? icon('check-lg', { label: t(lang, 'table.yes'), class: 'text-success' }).value : escapeHtml(yes);
  const noHtml = no === '' ? `<span class="sr-only">${t(lang, 'table.no')}</span>` : `<span class="muted">${escapeHtml(no)}</span>`;
  return (row) => (isYes(value(row)) ? yesHtml : noHtml);
}

function ratingBy(value: Reader, { max, locale }: { max: number; locale: Locale }): CellContent {
  const full = icon('star-fill').value;
  const empty = icon('star').value;
  return (row) => {
    const stars = Math.max(0, Math.min(max, Math.round(Number(value(row)))));
    const label = t(locale.lang, 'table.ratingOf', { value: stars, max });
    return `<span class="cell-rating" role="img" aria-label="${escapeHtml(label)}">${full.repeat(stars)}${empty.repeat(max - stars)}</span>`;
  };
}

/** The value as a link: by `link_`, by the pattern or the form of the definition. */
function linked(column: TableColumn, content: CellContent, { read, context }: Source): CellContent {
  const own = read(`link_${column.code}`);
  if (own !== undefined) {
    return (row) => {
      const url = textOf(own(row));
      return url === '' ? content(row) : anchor(url, content(row), column.link?.newTab);
    };
  }
  const { link } = column;
  if (link === undefined) return content;
  const key = read(link.itemColumn ?? context.keyColumn) ?? (() => '');
  if (link.form !== undefined) {
    const title = escapeHtml(localText(context.locale.lang, link.title));
    const look = link.mode === 'slideout' ? ' data-slideout="1"' : link.mode === 'big' ? ' data-size="big"' : '';
    return (row) =>
      `<a href="#" role="button" class="as-form-modal table-key" data-code="${escapeHtml(link.form ?? '')}" data-itemid="${escapeHtml(textOf(key(row)))}" data-title="${title}"${look}>${content(row)}</a>`;
  }
  if (link.url === undefined) return content;
  const fill = compilePattern(link.url, read);
  return (row) => anchor(fill(row), content(row), link.newTab);
}

/** `/order/{id}` with the row's values, each encoded so that it stays one part of the address. */
export function compilePattern(
  pattern: string,
  read: (name: string) => Reader | undefined,
  print: (value: unknown) => string = (value) => encodeURIComponent(textOf(value)),
): (row: Row) => string {
  const pieces = pattern.split(/\{(\w+)\}/);
  const readers = pieces.map((piece, at) => (at % 2 === 1 ? (read(piece) ?? (() => '')) : undefined));
  return (row) => pieces.map((piece, at) => (readers[at] === undefined ? piece : print(readers[at]?.(row)))).join('');
}

function barOf(percent: Reader, kind: Reader | undefined, { locale }: CellContext, max = 100): CellContent {
  return (row) => {
    const value = Number(percent(row));
    if (percent(row) === null || percent(row) === undefined || Number.isNaN(value)) return '';
    const share = Math.max(0, Math.min(100, (value / max) * 100));
    const named = textOf(kind?.(row))
      .replace(/^(bg-|is-)/, '')
      .toLowerCase();
    const tone = THEME_COLORS.has(named) ? ` is-${named}` : share >= 100 ? ' is-success' : '';
    const label = escapeHtml(formatPercent(locale, share / 100));
    return `<div class="bar-cell"><svg class="progress" role="progressbar" aria-label="${label}" aria-valuenow="${Math.round(share)}" aria-valuemin="0" aria-valuemax="100" viewBox="0 0 100 4" preserveAspectRatio="none"><rect class="progress-fill${tone}" width="${share.toFixed(1)}" height="4"/></svg><span class="num muted">${label}</span></div>`;
  };
}

function wrapped(content: CellContent, color: Reader, kind: 'text'): CellContent {
  return (row) => {
    const named = textOf(color(row)).toLowerCase();
    if (THEME_COLORS.has(named)) return `<span class="${kind}-${named}">${content(row)}</span>`;
    return HEX.test(named) ? `<span data-color="${named}">${content(row)}</span>` : content(row);
  };
}

function withColor(value: Reader, color: Reader | undefined, className: string): CellContent {
  return (row) => {
    const text = textOf(value(row));
    if (text === '') return '';
    const named = textOf(color?.(row)).toLowerCase();
    const tone = THEME_COLORS.has(named) ? ` text-${named}` : '';
    return `<span class="${className}${tone}"${HEX.test(named) ? ` data-color="${named}"` : ''}>${escapeHtml(text)}</span> `;
  };
}

function before(content: CellContent, part: CellContent): CellContent {
  return (row) => part(row) + content(row);
}

function after(content: CellContent, part: CellContent): CellContent {
  return (row) => content(row) + part(row);
}

function smallImage(url: Reader | undefined): CellContent {
  return (row) => (url === undefined ? '' : imageText(url(row)));
}

function constantIcon(name: string, value: Reader): CellContent {
  const drawn = `${icon(name, { class: 'cell-icon' }).value} `;
  return (row) => (textOf(value(row)) === '' ? '' : drawn);
}

function iconText(name: unknown): string {
  const text = textOf(name);
  return text === '' ? '' : `${icon(text, { class: 'cell-icon' }).value} `;
}

function imageText(url: unknown): string {
  const text = textOf(url);
  return text === '' ? '' : `<img class="cell-image" src="${escapeHtml(safeUrl(text))}" alt="" loading="lazy" width="32" height="32">`;
}

function personText(name: string): string {
  return name === ''
    ? ''
    : `<span class="cell-person"><span class="avatar avatar-sm avatar-info" aria-hidden="true">${escapeHtml(initialsOf(name))}</span>${escapeHtml(name)}</span>`;
}

function textIn(className: string, value: unknown, tag = 'span'): string {
  const text = textOf(value);
  return text === '' ? '' : ` <${tag}${className === '' ? '' : ` class="${className}"`}>${escapeHtml(text)}</${tag}>`;
}

function anchor(url: string, content: string, isNewTab = false): string {
  return `<a class="table-key" href="${escapeHtml(safeUrl(url))}"${isNewTab ? ' target="_blank" rel="noopener"' : ''}>${content}</a>`;
}

function time(value: unknown, print: (text: string) => string, title?: (text: string) => string): string {
  const text = textOf(value);
  const whole = title === undefined ? '' : ` title="${escapeHtml(title(text))}"`;
  return `<time datetime="${escapeHtml(text)}"${whole}>${escapeHtml(print(text))}</time>`;
}

function dates(
  style: NonNullable<TableColumn['format']>['dateStyle'],
  { locale, print }: { locale: Locale; print: typeof formatDate },
): (text: string) => string {
  switch (style) {
    case 'relative':
      return (text) => formatRelative(locale, text);
    case 'day':
      return (text) => formatDate(locale, text);
    default:
      return (text) => print(locale, text, style);
  }
}

/** A time of day has no zone: `09:30:00` is shown as it is. */
function clock(text: string, locale: Locale): string {
  return /^\d\d:\d\d/.test(text) ? text.slice(0, 5) : formatTime(locale, text);
}

function numberText(value: unknown, print: (number: number) => string): string {
  const number = Number(value);
  return escapeHtml(Number.isNaN(number) ? textOf(value) : print(number));
}

function digitsOf(decimals: number | undefined): { digits?: number } {
  return decimals === undefined ? {} : { digits: decimals };
}

export function isYes(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && /^(1|true|yes|да)$/i.test(value));
}

export function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : value === true ? 'True' : value === false ? 'False' : String(value);
}
