// Topics that a page may listen to: only those that the server itself put on the page, signed for this visitor's session. Who changes a
// topic in the browser has a wrong signature.

import { timingSafeEqual } from 'node:crypto';
import { fingerprint } from './auth/secret-box.ts';
import type { RequestContext } from './request-context.ts';

/** Of the platform: a page gets its own without asking, and nobody another's. */
const RESERVED = /^(user|session|cache):/i;
const LONGEST = 200;

/** The token for a component's `data-topics`; undefined for visitors without a session and for the platform's own topics. */
export function topicToken(ctx: RequestContext, topic: string): string | undefined {
  if (ctx.visitor.sessionID === null || topic === '' || topic.length > LONGEST || RESERVED.test(topic)) return undefined;
  return `${Buffer.from(topic).toString('base64url')}.${signature(ctx, topic)}`;
}

/**
 * The attribute's value for a definition's `refreshOn`: `{itemID}` and other `{name}`s are filled from the request; a topic with an empty
 * part is left out.
 */
export function topicTokens(ctx: RequestContext, topics: readonly string[]): string | undefined {
  const tokens = topics.flatMap((pattern) => {
    let isComplete = true;
    const topic = pattern.replace(/\{(\w+)\}/g, (_token, name: string) => {
      const value = name.toLowerCase() === 'itemid' ? ctx.itemID : (ctx.params.get(name) ?? '');
      if (value === '') isComplete = false;
      return value;
    });
    const token = isComplete ? topicToken(ctx, topic) : undefined;
    return token === undefined ? [] : [token];
  });
  return tokens.length === 0 ? undefined : tokens.join(' ');
}

/** The topic of a token that was made for this visitor; undefined for any other text. */
export function topicOf(ctx: RequestContext, token: string): string | undefined {
  const [encoded = '', given = ''] = token.split('.', 2);
  const topic = Buffer.from(encoded, 'base64url').toString('utf8');
  if (topicToken(ctx, topic) === undefined) return undefined;
  const right = Buffer.from(signature(ctx, topic));
  const tried = Buffer.from(given);
  return right.length === tried.length && timingSafeEqual(right, tried) ? topic : undefined;
}

function signature({ app, visitor }: RequestContext, topic: string): string {
  return fingerprint(app.config, `topic\n${visitor.userID ?? ''}\n${visitor.sessionID ?? ''}\n${topic}`).slice(0, 22);
}
