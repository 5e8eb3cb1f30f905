// Loading a block: the sets of its procedure as `sel1`, `sel2`, … for its body; what is the same for everybody is kept for a while.

import type { BlockDefinition } from '../../metadata/kinds/block.ts';
import type { BlockView } from '../../renderer/block.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { isAllowed } from '../access.ts';
import { callRequired } from '../call.ts';
import type { ComponentRequest } from '../component.ts';
import { filledParams } from '../definition-texts.ts';
import { topicTokens } from '../event-topics.ts';
import { labelText, settingText, tokenValues } from '../pages/tokens.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext, Visitor } from '../request-context.ts';
import { blockTemplate } from './template.ts';

const MOST_KEPT = 200;
const kept = new WeakMap<BlockDefinition, Map<string, { readonly html: SafeHtml; readonly until: number }>>();

export async function loadBlock(request: ComponentRequest<'block'>): Promise<BlockView> {
  const { definition, code } = request;
  const ctx = withParams(request.ctx, { params: filledParams(request.ctx, definition.params) });
  return {
    code,
    itemID: request.itemID,
    params: [...request.params],
    isCard: definition.wrapper === 'card',
    html: isShared(definition) ? await sharedHtml(ctx, { code, definition }) : await blockHtml(ctx, { code, definition }),
    topics: topicTokens(ctx, definition.refreshOn),
    refreshSeconds: definition.refreshSeconds,
  };
}

interface Block {
  code: string;
  definition: BlockDefinition;
}

async function blockHtml(ctx: RequestContext, { code, definition }: Block): Promise<SafeHtml> {
  const template = blockTemplate(definition, { lang: ctx.lang, code });
  const result = definition.hasProcedure
    ? await callRequired(ctx, { name: `${definition.schema}.block_${code}_getData`, isRead: true })
    : undefined;
  return template.render(
    {
      ...setsOf(result),
      itemID: ctx.itemID,
      username: ctx.visitor.username,
      displayName: ctx.visitor.displayName,
      lang: ctx.lang,
      isSignedIn: ctx.visitor.userID !== null,
      params: Object.fromEntries(ctx.params),
      tokens: Object.fromEntries(tokenValues(ctx, undefined)),
      labels: Object.fromEntries(template.labels.map((key) => [key, labelText(ctx, key)])),
      settings: Object.fromEntries(template.settings.map((code) => [code, settingText(ctx, code)])),
    },
    { lang: ctx.lang, timeZone: ctx.visitor.timeZone },
  );
}

/** `sel1` is the first set's rows; `row` its first row, `row2` the second set's first row. */
function setsOf(result: ProcedureResult | undefined): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  (result?.sets ?? []).forEach(({ rows }, i) => {
    data[`sel${i + 1}`] = rows;
    data[`row${i === 0 ? '' : i + 1}`] = rows[0];
  });
  return data;
}

/** Only what everybody may see is kept, and it is made as for a visitor that nobody knows, so that nothing of one reaches another. */
function isShared(definition: BlockDefinition): boolean {
  return definition.cacheSeconds > 0 && isAllowed(definition.roles, NOBODY);
}

const NOBODY: Visitor = {
  userID: null,
  username: '',
  displayName: '',
  roles: new Set(),
  lang: 'ru',
  theme: 'auto',
  density: 'comfortable',
  timeZone: 'UTC',
  avatarFileID: null,
  sessionID: null,
  realUsername: null,
};

async function sharedHtml(ctx: RequestContext, block: Block): Promise<SafeHtml> {
  const { definition } = block;
  const entries = kept.get(definition) ?? new Map<string, { html: SafeHtml; until: number }>();
  kept.set(definition, entries);
  const key = JSON.stringify([ctx.lang, ctx.visitor.timeZone, ctx.itemID, [...ctx.params].toSorted()]);
  const found = entries.get(key);
  if (found !== undefined && found.until > Date.now()) return found.html;
  const visitor = { ...NOBODY, lang: ctx.lang, timeZone: ctx.visitor.timeZone };
  const html = await blockHtml({ ...ctx, visitor }, block);
  // Parameters come from outside: the oldest go, so that nobody fills the memory.
  for (const oldest of entries.keys()) {
    if (entries.size < MOST_KEPT) break;
    entries.delete(oldest);
  }
  entries.delete(key);
  entries.set(key, { html, until: Date.now() + definition.cacheSeconds * 1000 });
  return html;
}
