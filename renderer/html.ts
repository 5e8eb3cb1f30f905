// HTML as a type of its own: text becomes `SafeHtml` only by escaping, by a template of this module, or by `raw`, whose every use has to
// say why the markup is trusted. Everything that the renderer returns is `SafeHtml`.

/** Markup that may be sent as it is. Handlebars recognises `toHTML` and does not escape it again. */
export class SafeHtml {
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  toHTML(): string {
    return this.value;
  }

  toString(): string {
    return this.value;
  }
}

/** What a template may hold: text is escaped, lists are joined, `null`, `undefined` and `false` print nothing. */
export type HtmlPart = SafeHtml | string | number | bigint | boolean | null | undefined | readonly HtmlPart[];

export const emptyHtml = new SafeHtml('');

const NEEDS_ESCAPE = /[&<>"'`]/;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** Escapes text for content and for quoted attributes. Most cells need nothing, so the test comes first. */
export function escapeHtml(text: string): string {
  return NEEDS_ESCAPE.test(text) ? text.replace(/[&<>"'`]/g, (sign) => ESCAPES[sign] ?? sign) : text;
}

/**
 * Builds markup; interpolations are escaped unless they are `SafeHtml`.
 * @example html`<a href="${url}">${title}</a>`
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): SafeHtml {
  let out = strings[0] ?? '';
  for (let i = 0; i < parts.length; i++) out += print(parts[i]) + (strings[i + 1] ?? '');
  return new SafeHtml(out);
}

/** Marks trusted markup: output of our own string building or of the sanitiser, never data. */
export function raw(markup: string): SafeHtml {
  return new SafeHtml(markup);
}

/** Joins parts without anything between them. */
export function join(parts: Iterable<HtmlPart>): SafeHtml {
  let out = '';
  for (const part of parts) out += print(part);
  return new SafeHtml(out);
}

/**
 * An attribute with a leading space, or nothing: `true` prints the bare name, `null`, `undefined` and `false` print nothing.
 * @example html`<input${attr('required', isRequired)}${attr('maxlength', max)}>`
 */
export function attr(name: string, value: string | number | boolean | null | undefined): SafeHtml {
  if (value === null || value === undefined || value === false) return emptyHtml;
  return new SafeHtml(value === true ? ` ${name}` : ` ${name}="${escapeHtml(String(value))}"`);
}

/** Several attributes at once; names must be constants of ours. */
export function attrs(values: Readonly<Record<string, string | number | boolean | null | undefined>>): SafeHtml {
  return join(Object.entries(values).map(([name, value]) => attr(name, value)));
}

/**
 * An address for `href` or `src`: other schemes than http(s), mailto, tel and addresses without a scheme become '#', so that data can
 * never bring `javascript:`. Browsers ignore control characters and spaces in a scheme, so they are removed before the look.
 */
export function safeUrl(url: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are what browsers skip
  const bare = url.replace(/[\u0000-\u0020\u007f-\u00a0\u200b-\u200f\u2028\u2029]/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(bare)?.[1]?.toLowerCase();
  return scheme === undefined || ['http', 'https', 'mailto', 'tel'].includes(scheme) ? url.trim() : '#';
}

function print(part: HtmlPart): string {
  if (typeof part === 'string') return escapeHtml(part);
  if (part === null || part === undefined || part === false || part === true) return '';
  if (part instanceof SafeHtml) return part.value;
  if (typeof part === 'number' || typeof part === 'bigint') return String(part);
  let out = '';
  for (const item of part) out += print(item);
  return out;
}
