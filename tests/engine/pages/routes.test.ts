import { describe, expect, it } from 'vitest';
import { buildRouteIndex, splitPath } from '../../../engine/pages/routes.ts';

const index = buildRouteIndex([
  { pattern: '/orders', code: 'orders' },
  { pattern: '/order/{itemID:int}', code: 'order' },
  { pattern: '/order/new', code: 'order-new' },
  { pattern: '/{code}', code: 'any' },
  { pattern: '/report/{day:date}/{kind}', code: 'report' },
  { pattern: '/old/{itemID}', code: 'order', alias: '/order/{itemID}' },
]);

describe('a route index', () => {
  it('prefers fixed segments and finds them in any letter case', () => {
    expect(index.match('/Orders')?.code).toBe('orders');
    expect(index.match('/order/new')?.code).toBe('order-new');
  });

  it('gives named segments decoded', () => {
    expect(index.match('/order/15')).toMatchObject({ code: 'order', params: new Map([['itemID', '15']]) });
    expect(index.match('/report/2026-11-01/%D0%B0%20b')?.params).toEqual(
      new Map([
        ['day', '2026-11-01'],
        ['kind', 'а b'],
      ]),
    );
  });

  it('refuses segments of another type', () => {
    expect(index.match('/order/15a')).toBeUndefined();
    expect(index.match('/report/today/x')).toBeUndefined();
  });

  it('tells a former address with the one it leads to', () => {
    expect(index.match('/old/7')).toMatchObject({ alias: '/order/{itemID}', params: new Map([['itemID', '7']]) });
  });

  it('does not find what is longer or shorter', () => {
    expect(index.match('/orders/1/2')).toBeUndefined();
    expect(index.match('/')).toBeUndefined();
  });
});

describe('splitPath', () => {
  it.each([
    '//orders',
    '/orders//1',
    '/orders%2f1',
    '/orders%5c1',
    '/orders;x',
    '/../orders',
    '/%2e%2e/orders',
    '/orders/%00',
    '/%E0%A4%A',
  ])('refuses the ambiguous path %s', (path) => expect(splitPath(path)).toBeUndefined());

  it('ignores one slash at the end', () => {
    expect(splitPath('/orders/')).toEqual(['orders']);
  });
});
