// Markup of definitions outside pages (panels of dashboards): the same tokens, blocks and snippets as on a page.

import type { SafeHtml } from '../../renderer/html.ts';
import type { RequestContext } from '../request-context.ts';
import { renderParts } from './load.ts';
import { compileMarkup } from './markup.ts';
import type { CompiledMarkup } from './markup.ts';
import { tokenValues } from './tokens.ts';

const MOST_KEPT = 500;
const compiled = new Map<string, CompiledMarkup>();

/** Renders markup that a developer wrote; compiled once for each text. */
export function renderMarkup(ctx: RequestContext, markup: string): Promise<SafeHtml> {
  let parts = compiled.get(markup);
  if (parts === undefined) {
    parts = compileMarkup(markup, ctx.app.components.snippets);
    if (compiled.size >= MOST_KEPT) compiled.clear();
    compiled.set(markup, parts);
  }
  return renderParts(ctx, parts, tokenValues(ctx, undefined));
}
