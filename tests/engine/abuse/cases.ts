// What each route answers to a visitor without a session, to one whose role opens nothing, and to one who may. A route without a line here
// fails the test of the table; so does an action or a reading of a component whose kind has no code here.

import type { ComponentRegistry } from '../../../engine/components.ts';
import { NORTH } from './fixture.ts';

/** Patterns of the status for: nobody, the wrong role, the right role. */
export type Expected = readonly [nobody: string, wrong: string, right: string];

export interface Case {
  readonly path: string;
  readonly expected: Expected;
  readonly body?: Readonly<Record<string, unknown>>;
}

const OPEN: Expected = ['200', '200', '200'];
const OWN: Expected = ['401', '200', '200'];
/** A form that was posted empty or wrong by somebody who may post it. */
const TAKEN = '200|303|400|422';
const OWN_POST: Expected = ['401', TAKEN, TAKEN];
const ROLE: Expected = ['401', '403', '200'];
/** That the developer's cabinet is there is nobody's business but the developers'. */
const HIDDEN: Expected = ['404', '404', '404'];
const ID = '00000000-0000-4000-8000-000000000000';

/** A definition of the fixture for every component kind. */
export const codes: Readonly<Record<string, string>> = {
  table: 'orders',
  form: 'order',
  tree: 'shelf',
  entity: 'order',
  chat: 'order',
  resource: 'papers',
  chart: 'load',
  dashboard: 'home',
  block: 'hello',
  check: 'empty-names',
  job: 'sweep',
};

export const cases: Readonly<Record<string, readonly Case[]>> = {
  'GET /health/live': [{ path: '/health/live', expected: OPEN }],
  'GET /health/ready': [{ path: '/health/ready', expected: OPEN }],
  'GET /metrics': [{ path: '/metrics', expected: OPEN }],
  'GET /assets/*': [{ path: '/assets/none.js', expected: ['404', '404', '404'] }],
  'GET /sw.js': [{ path: '/sw.js', expected: OPEN }],
  'GET /manifest.webmanifest': [{ path: '/manifest.webmanifest', expected: OPEN }],
  'GET /favicon.ico': [{ path: '/favicon.ico', expected: OPEN }],
  'GET /offline.html': [{ path: '/offline.html', expected: OPEN }],
  'GET /theme/:file': [{ path: '/theme/0.css', expected: ['404', '404', '404'] }],
  // A key says who asks here; a browser's session is nobody.
  'GET /api/openapi.json': [{ path: '/api/openapi.json', expected: ['401', '401', '401'] }],
  'GET /api/:code': [{ path: '/api/orders', expected: ['401', '401', '401'] }],
  'GET /api/*': [{ path: '/api/orders/1', expected: ['404', '404', '404'] }],
  'GET /robots.txt': [{ path: '/robots.txt', expected: OPEN }],
  'GET /sitemap.xml': [{ path: '/sitemap.xml', expected: OPEN }],
  'GET /': [{ path: '/', expected: ['302', '302', '302'] }],
  'GET /*': [
    { path: '/orders', expected: ROLE },
    { path: `/order/${NORTH}`, expected: ROLE },
    { path: '/office', expected: ['401', '403', '403'] },
    { path: '/open', expected: OPEN },
    { path: '/former', expected: ['301', '301', '301'] },
    { path: '/nowhere', expected: ['404', '404', '404'] },
  ],
  'GET /search': [{ path: '/search?text=Apples', expected: OWN }],
  'GET /p/:code/:hash.css': [{ path: '/p/orders/0.css', expected: ['404', '404', '200'] }],
  'GET /p/:code/:hash.js': [{ path: '/p/orders/0.js', expected: ['404', '404', '200'] }],
  'GET /c/resource/:code/file': [{ path: `/c/resource/label/file?itemID=${NORTH}`, expected: ['401', '404', '200'] }],
  'POST /c/resource/:code/upload': [{ path: `/c/resource/papers/upload?itemID=${NORTH}`, expected: ['401', '403', '400'] }],
  'GET /f/:id/:name': [{ path: `/f/${ID}/a.txt`, expected: ['401', '404', '404'] }],
  'GET /f/:id/avatar': [{ path: `/f/${ID}/avatar`, expected: ['401', '404', '404'] }],
  'POST /rq/:code': [
    { path: '/rq/poke', expected: ['401', '403', '200'], body: { itemID: NORTH } },
    { path: '/rq/vault', expected: ['401', '403', '403'], body: { itemID: NORTH } },
    // The procedure is there, its definition is not.
    { path: '/rq/unsaid', expected: ['401', '404', '404'], body: { itemID: NORTH } },
  ],
  'GET /events': [{ path: '/events', expected: ['401', 'stream', 'stream'] }],
  'GET /sign-in': [{ path: '/sign-in', expected: ['200', '303', '303'] }],
  'POST /sign-in': [{ path: '/sign-in', expected: ['401|422', '401|422', '401|422'], body: { username: 'nobody', password: 'wrong' } }],
  'GET /sign-in/code': [{ path: '/sign-in/code', expected: ['303', '303', '303'] }],
  'POST /sign-in/code': [{ path: '/sign-in/code', expected: ['401|422', '401|422', '401|422'], body: { code: '000000' } }],
  'POST /sign-out': [],
  'GET /register': [{ path: '/register', expected: ['404', '303', '303'] }],
  'GET /register/:role': [{ path: '/register/manager', expected: ['404', '303', '303'] }],
  'POST /register/:role': [{ path: '/register/manager', expected: ['404', '303', '303'] }],
  'GET /recover': [{ path: '/recover', expected: OPEN }],
  'POST /recover': [{ path: '/recover', expected: ['200|422', '200|422', '200|422'], body: { email: 'nobody@example.com' } }],
  'GET /recover/:token': [{ path: '/recover/0', expected: ['4..', '4..', '4..'] }],
  'POST /recover/:token': [{ path: '/recover/0', expected: ['4..', '4..', '4..'] }],
  'GET /confirm-email/:token': [{ path: '/confirm-email/0', expected: ['200|4..', '200|4..', '200|4..'] }],
  'POST /confirm-email/:token': [{ path: '/confirm-email/0', expected: ['4..', '4..', '4..'] }],
  'GET /me': [{ path: '/me', expected: OWN }],
  'POST /me': [{ path: '/me', expected: OWN_POST }],
  'POST /me/email': [{ path: '/me/email', expected: OWN_POST }],
  'POST /me/avatar': [{ path: '/me/avatar', expected: OWN_POST }],
  'POST /me/avatar/remove': [{ path: '/me/avatar/remove', expected: OWN_POST }],
  'POST /me/preferences': [{ path: '/me/preferences', expected: ['200|303', '200|303', '200|303'], body: { theme: 'dark' } }],
  'GET /me/password': [{ path: '/me/password', expected: OWN }],
  'POST /me/password': [{ path: '/me/password', expected: OWN_POST }],
  'GET /me/totp': [{ path: '/me/totp', expected: OWN }],
  'POST /me/totp/begin': [{ path: '/me/totp/begin', expected: OWN_POST }],
  'POST /me/totp/confirm': [{ path: '/me/totp/confirm', expected: OWN_POST }],
  'POST /me/totp/cancel': [{ path: '/me/totp/cancel', expected: OWN_POST }],
  'POST /me/totp/disable': [{ path: '/me/totp/disable', expected: OWN_POST }],
  'POST /me/totp/codes': [{ path: '/me/totp/codes', expected: OWN_POST }],
  'GET /me/sessions': [{ path: '/me/sessions', expected: OWN }],
  'POST /me/sessions/:id/end': [{ path: '/me/sessions/999999/end', expected: OWN_POST }],
  'POST /me/sessions/end-others': [{ path: '/me/sessions/end-others', expected: OWN_POST }],
  'GET /notifications': [{ path: '/notifications', expected: OWN }],
  'GET /notifications/panel': [{ path: '/notifications/panel', expected: OWN }],
  'GET /notifications/list': [{ path: '/notifications/list', expected: OWN }],
  'GET /notifications/preferences': [{ path: '/notifications/preferences', expected: OWN }],
  'GET /notifications/open/:id': [{ path: '/notifications/open/1', expected: ['401', '404', '404'] }],
  'POST /notifications/read': [{ path: '/notifications/read', expected: OWN_POST, body: { id: '1' } }],
  'POST /notifications/read-all': [{ path: '/notifications/read-all', expected: OWN_POST }],
  'POST /notifications/preferences': [{ path: '/notifications/preferences', expected: OWN_POST }],
  'POST /view-as': [{ path: '/view-as', expected: HIDDEN, body: { username: 'boris' } }],
  'POST /view-as/stop': [{ path: '/view-as/stop', expected: HIDDEN }],
  'POST /impersonation/end': [{ path: '/impersonation/end', expected: HIDDEN }],
  'GET /c/:kind/:code': [],
  'GET /c/:kind/:code/:name': [],
  'POST /c/:kind/:code/:name': [],
};

/** The developer's cabinet has one rule for all its routes, also for those to come. */
export function adminCases(routes: readonly string[]): { method: 'GET' | 'POST'; one: Case }[] {
  return routes.flatMap((route) => {
    const [, method, pattern] = /^(GET|POST) (\/admin(?:\/.*)?)$/.exec(route) ?? [];
    if (pattern === undefined || (method !== 'GET' && method !== 'POST')) return [];
    return [{ method, one: { path: pattern.replace(/:\w+/g, 'table').replace('*', 'x'), expected: HIDDEN } }];
  });
}

/** The routes of components, from the registry: every kind, action and reading that there is. */
export function componentCases(registry: ComponentRegistry, kinds: readonly string[]): { method: 'GET' | 'POST'; one: Case }[] {
  return kinds.flatMap((kind) => {
    const component = registry.byKind(kind);
    const code = codes[kind];
    if (component === undefined || code === undefined) throw new Error(`the fixture has no ${kind}`);
    const address = `/c/${kind}/${code}`;
    const query = `?itemID=${NORTH}`;
    const reads = Object.keys(component.readings ?? {}).map((name) => ({
      method: 'GET' as const,
      one: { path: `${address}/${name}${query}`, expected: ['401', '403', '200|400|403|404|422'] as const },
    }));
    const acts = Object.keys(component.actions ?? {}).map((name) => ({
      method: 'POST' as const,
      one: {
        path: `${address}/${name}`,
        expected: ['401', '403', '200|400|403|404|422'] as const,
        body: { itemID: NORTH, from: 'nothing' },
      },
    }));
    return [{ method: 'GET' as const, one: { path: address + query, expected: ROLE } }, ...reads, ...acts];
  });
}
