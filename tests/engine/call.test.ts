import { describe, expect, it } from 'vitest';
import { dictionaryOf } from '../../engine/call.ts';
import type { RequestContext } from '../../engine/request-context.ts';

const ctx = (params: Record<string, string>): RequestContext =>
  ({
    lang: 'en',
    pageCode: 'orders',
    ip: '127.0.0.1',
    itemID: '7',
    visitor: { username: 'ann', userID: 3 },
    params: new Map(Object.entries(params)),
  }) as unknown as RequestContext;

describe('dictionaryOf', () => {
  it('gives parameters, the item and what the platform says', () => {
    expect(Object.fromEntries(dictionaryOf(ctx({ point: '3' })))).toEqual({
      point: '3',
      itemID: '7',
      langID: 'en',
      lang: 'en',
      pageCode: 'orders',
      ip: '127.0.0.1',
      username: 'ann',
      userID: '3',
    });
  });

  it('lets no spelling of a parameter stand beside a key of the platform or of the call', () => {
    const dictionary = dictionaryOf(
      ctx({ ITEMID: '8', UserName: 'boss', LangID: 'xx', IP: 'x', Status: 'old' }),
      new Map([['status', 'new']]),
    );
    expect([...dictionary.keys()].sort()).toEqual(['ip', 'itemID', 'lang', 'langID', 'pageCode', 'status', 'userID', 'username']);
    expect(dictionary.get('itemID')).toBe('7');
    expect(dictionary.get('username')).toBe('ann');
    expect(dictionary.get('status')).toBe('new');
  });
});
