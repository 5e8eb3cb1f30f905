// Who may read and write a chat at a record: the definition's roles and `chat_{code}_access(@itemID, @username)`. Asked anew for every
// load, action and delivered event; without the procedure the roles alone decide.

import type { ChatDefinition } from '../../metadata/kinds/chat.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import { isAllowed, isPartAllowed } from '../access.ts';
import { callOptional } from '../call.ts';
import { RequestError } from '../errors.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext } from '../request-context.ts';

export interface ChatPlace {
  /** As the definition spells it. */
  readonly code: string;
  readonly itemID: string;
  readonly definition: ChatDefinition;
}

export interface ChatAccess {
  readonly canRead: boolean;
  readonly canWrite: boolean;
  readonly title: string;
  readonly url: string;
  /** User names of those who take part, the visitor among them. */
  readonly participants: readonly string[];
}

const NO_ACCESS: ChatAccess = { canRead: false, canWrite: false, title: '', url: '', participants: [] };

/** What the visitor may do here. The definition's `roles` have been checked by the caller. */
async function chatAccess(ctx: RequestContext, { code, itemID, definition }: ChatPlace): Promise<ChatAccess> {
  if (ctx.visitor.userID === null) return NO_ACCESS;
  const mayWrite = isPartAllowed(definition.writeRoles, ctx.visitor);
  const name = `${definition.schema}.chat_${code}_access`;
  const result = await callOptional(withParams(ctx, { itemID }), { name, values: { lang: ctx.lang, langID: ctx.lang }, isRead: true });
  if (result === undefined) return { ...NO_ACCESS, canRead: true, canWrite: mayWrite };
  const row = result.sets[0]?.rows[0];
  if (row === undefined || !isYes(cell(row, 'CanRead'))) return NO_ACCESS;
  return {
    canRead: true,
    canWrite: mayWrite && isYes(cell(row, 'CanWrite')),
    title: String(cell(row, 'Title') ?? ''),
    url: String(cell(row, 'Url') ?? ''),
    participants: (result.sets[1]?.rows ?? []).map((one) => String(cell(one, 'username') ?? '')).filter(Boolean),
  };
}

/** Throws what a guessed number deserves: the answer does not tell whether the record exists. */
export async function requireChat(ctx: RequestContext, place: ChatPlace, right: 'canRead' | 'canWrite'): Promise<ChatAccess> {
  if (ctx.visitor.userID === null) throw new RequestError('signInRequired', { detail: `chat ${place.code} needs a signed-in user` });
  const access = await chatAccess(ctx, place);
  ctx.trace.access({ what: `chat ${place.code} ${place.itemID}`, isAllowed: access[right], roles: right });
  if (!access[right])
    throw new RequestError('forbidden', { detail: `chat_${place.code}_access gives no ${right} at item "${place.itemID}"` });
  return access;
}

/** The topic of events about a chat at a record. */
export function chatTopic({ code, itemID }: Pick<ChatPlace, 'code' | 'itemID'>): string {
  return `chat:${code}:${itemID}`;
}

/** Whether the visitor of a stream may hear of this chat now. */
export async function chatCanBeRead(ctx: RequestContext, topic: string): Promise<boolean> {
  const [, code = '', ...rest] = topic.split(':');
  const found = ctx.app.definitions.get('chat', code);
  if (found === undefined || 'findings' in found || !isAllowed(found.definition.roles, ctx.visitor)) return false;
  try {
    return (await chatAccess(ctx, { code: found.code, itemID: rest.join(':'), definition: found.definition })).canRead;
  } catch (error) {
    if (error instanceof BusinessRefusal) return false;
    throw error;
  }
}

function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || (typeof value === 'string' && value.toLowerCase() === 'true');
}
