// Handlebars for bodies that definitions bring (blocks, mails): they escape by default, print nothing for unknown names, reach no prototype.

import Handlebars from 'handlebars';
import { SafeHtml, safeUrl } from './html.ts';
import { icon } from './icons.ts';
import { formatDate, formatDateTime, formatFileSize, formatMoney, formatNumber, formatRelative, formatTime, translate } from './locale.ts';
import type { Lang, Locale } from './locale.ts';
import { sanitizeUserHtml } from './sanitize.ts';

const SAFE_RUNTIME: Handlebars.RuntimeOptions = { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false };
const users = Handlebars.create();

addFormats(users);
users.registerHelper('sanitize', (markup: unknown) => sanitizeUserHtml(text(markup)));
users.registerHelper('icon', (name: unknown) => icon(String(name)));

/** A body from a definition, compiled once by the caller for each version of the definition. Throws on a syntax error, with its line. */
export function compileUserTemplate(source: string): (data: object, locale: Locale) => SafeHtml {
  // Parsed at once: the error belongs to whoever saves the definition, not to whoever opens the page.
  const tree = users.parse(source);
  new SafeOutput().accept(tree);
  const template = users.compile(tree, {
    knownHelpers: Object.fromEntries(Object.keys(users.helpers).map((name) => [name, true])),
    knownHelpersOnly: true,
    noEscape: false,
    strict: false,
  });
  return (data, locale) => new SafeHtml(template(data, { ...SAFE_RUNTIME, data: { locale } }));
}

/**
 * `{{{name}}}` and `{{&name}}` in a definition's body print markup of the data: sanitised, because whoever wrote the body is not whoever
 * wrote the data.
 */
class SafeOutput extends Handlebars.Visitor {
  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    super.MustacheStatement(mustache);
    preferValue(mustache);
    if (mustache.escaped) return;
    mustache.escaped = true;
    if (mustache.path.type !== 'PathExpression') return;
    const path = mustache.path as hbs.AST.PathExpression;
    if (Object.hasOwn(users.helpers, path.original)) return;
    mustache.params = [path];
    mustache.path = { ...path, original: 'sanitize', parts: ['sanitize'], depth: 0, data: false };
  }
}

/** `{{url}}` and `{{number}}` without arguments are values of the data, although helpers have these names, too. */
function preferValue({ path, params, hash }: hbs.AST.MustacheStatement): void {
  if (path.type !== 'PathExpression' || params.length > 0 || (hash?.pairs.length ?? 0) > 0) return;
  const name = path as hbs.AST.PathExpression;
  if (Object.hasOwn(users.helpers, name.original)) name.original = `this.${name.original}`;
}

/** Formats and comparisons, harmless in any template. An absent value prints nothing. */
function addFormats(environment: typeof Handlebars): void {
  // `lookup` and `log` reach further than a body needs: dynamic names, the server's log.
  environment.unregisterHelper('log');
  const formats: Readonly<Record<string, (locale: Locale, value: Date | string, options: Handlebars.HelperOptions) => string>> = {
    date: (locale, value) => formatDate(locale, value),
    dateTime: (locale, value) => formatDateTime(locale, value),
    time: formatTime,
    relative: (locale, value) => formatRelative(locale, value),
    number: (locale, value, options) => formatNumber(locale, Number(value), { digits: options.hash.digits as number | undefined }),
    money: (locale, value, options) => formatMoney(locale, Number(value), (options.hash.currency as string | undefined) ?? 'RUB'),
    fileSize: (locale, value) => formatFileSize(locale, Number(value)),
  };
  for (const [name, format] of Object.entries(formats)) {
    environment.registerHelper(name, (value: unknown, options: Handlebars.HelperOptions) =>
      value === null || value === undefined || value === '' ? '' : format(localeOf(options), value as Date | string, options),
    );
  }
  environment.registerHelper('t', (key: unknown, options: Handlebars.HelperOptions) => {
    return translate(localeOf(options).lang as Lang, String(key), options.hash as Record<string, string | number>) ?? String(key);
  });
  environment.registerHelper('url', (value: unknown) => safeUrl(text(value)));
  environment.registerHelper('eq', (a: unknown, b: unknown) => text(a).toLowerCase() === text(b).toLowerCase());
  environment.registerHelper('gt', (a: unknown, b: unknown) => Number(a) > Number(b));
  environment.registerHelper('and', (a: unknown, b: unknown) => Boolean(a) && Boolean(b));
  environment.registerHelper('or', (a: unknown, b: unknown) => Boolean(a) || Boolean(b));
  environment.registerHelper('not', (a: unknown) => !a);
}

function localeOf(options: Handlebars.HelperOptions): Locale {
  return options.data.locale as Locale;
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
