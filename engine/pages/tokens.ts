// The values of a page's tokens: URL parameters, then the page procedure's columns, then what the platform alone may say. Names are matched
// without regard to case.

import { localText, translate } from '../../renderer/locale.ts';
import type { LocalText } from '../../renderer/locale.ts';
import type { Row } from '../../sql/procedures.ts';
import type { RequestContext } from '../request-context.ts';
import { compileText } from './markup.ts';
import type { BlockPart, TextPart } from './markup.ts';

export type TokenValues = ReadonlyMap<string, string>;

/** Columns that steer the page and are no tokens. */
const STEERING = new Set(['result', 'msg', 'statuscode', 'redirecturl']);

export function tokenValues(ctx: RequestContext, row: Row | undefined): TokenValues {
  const values = new Map<string, string>();
  for (const [name, value] of ctx.params) values.set(name.toLowerCase(), value);
  for (const [name, value] of Object.entries(row ?? {})) {
    if (!STEERING.has(name.toLowerCase())) values.set(name.toLowerCase(), value === null ? '' : String(value));
  }
  values.set('itemid', ctx.itemID);
  values.set('username', ctx.visitor.username);
  values.set('userid', ctx.visitor.userID === null ? '' : String(ctx.visitor.userID));
  values.set('displayname', ctx.visitor.displayName);
  values.set('lang', ctx.lang);
  return values;
}

/** Plain text with its tokens filled; for titles, codes and parameters. The result is unescaped text. */
export function fillText(ctx: RequestContext, parts: readonly (TextPart | BlockPart)[], values: TokenValues): string {
  let out = '';
  for (const part of parts) {
    if (part.type === 'static') out += part.text;
    else if (part.type === 'label') out += labelText(ctx, part.key);
    else if (part.type === 'setting') out += settingText(ctx, part.code);
    else if (part.type !== 'block') out += values.get(part.name.toLowerCase()) ?? '';
  }
  return out;
}

/** A definition's text in the visitor's language with its tokens filled. */
export function fillLocal(ctx: RequestContext, text: LocalText | undefined, values: TokenValues): string {
  const local = localText(ctx.lang, text);
  return local.includes('{') ? fillText(ctx, compileText(local), values) : local;
}

/** An address with its tokens filled, each encoded so that a value stays one segment or one query value. */
export function fillUrl(ctx: RequestContext, url: string, values: TokenValues): string {
  return compileText(url)
    .map((part) => (part.type === 'static' ? part.text : encodeURIComponent(fillText(ctx, [part], values))))
    .join('');
}

/** A public setting; a secret, one that is not public and one that does not exist are alike nothing. */
export function settingText({ app, lang }: RequestContext, code: string): string {
  return app.definitions.publicSetting(code, lang) ?? '';
}

/** A translated label of the solution, else of the platform; a missing one shows its key, so that it is found. */
export function labelText(ctx: RequestContext, key: string): string {
  return ctx.app.definitions.label(key, ctx.lang) ?? translate(ctx.lang, key) ?? key;
}
