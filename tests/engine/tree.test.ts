// Trees through real HTTP and a real database: what is shown, what may be changed by whom, what is remembered.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runSql } from '../../sql/query.ts';
import { startApp } from './harness.ts';
import type { TestApp, TestBrowser } from './harness.ts';

let app: TestApp;
let clerk: TestBrowser;
let boss: TestBrowser;

beforeAll(async () => {
  const operation = { enabled: true, roles: 'boss,clerk' };
  app = await startApp({
    definitions: {
      tree: {
        goods: {
          roles: 'clerk,boss,guest',
          title: { en: 'Goods', ru: 'Товары' },
          create: operation,
          rename: operation,
          move: { enabled: true, roles: 'boss' },
          delete: operation,
          action: { type: 'refreshContainer', target: 'table-goods', param: 'goodsID' },
          rootTitle: 'Everything',
          expandLevel: 1,
        },
      },
    },
    sql: [await readFile(join(import.meta.dirname, '../fixtures/display/display.sql'), 'utf8')],
    users: [
      { username: 'clerk', roles: ['clerk'] },
      { username: 'boss', roles: ['boss'] },
      { username: 'guest', roles: ['guest'] },
    ],
  });
  clerk = await app.signIn('clerk');
  boss = await app.signIn('boss');
  for (const browser of [clerk, boss]) await browser.page('/sign-in');
}, 60_000);

afterAll(() => app?.stop());

beforeEach(async () => {
  await runSql(app.db, 'DELETE FROM platform.user_preference; DELETE FROM platform.outbox;');
});

const tree = async (browser: TestBrowser, query = ''): Promise<string> => (await browser.page(`/c/tree/goods${query}`)).html;
const titles = async (): Promise<string[]> =>
  ((await runSql(app.db, 'SELECT n.title FROM dbo.tst_nodes AS n ORDER BY n.id'))[0]?.rows ?? []).map(({ title }) => String(title));
const nodeOf = (html: string, id: number): string => html.split('role="treeitem"').find((part) => part.includes(`data-node="${id}"`)) ?? '';

describe('showing', () => {
  it('is a tree for screen readers, with one level open', async () => {
    const html = await tree(clerk);
    expect(html).toContain('role="tree"');
    expect(html).toContain('Paper &lt;b&gt;');
    expect(nodeOf(html, 1)).toContain('aria-level="1" aria-expanded="true"');
    expect(nodeOf(html, 3)).toContain('aria-level="2" aria-expanded="false"');
    expect(nodeOf(html, 2)).not.toContain('aria-expanded');
    expect(nodeOf(html, 5)).toContain('data-target="table-goods" data-param="goodsID"');
    expect(nodeOf(html, 5)).toContain('<span>12</span><span>new</span>');
    expect(html).not.toMatch(/\sstyle=|\son\w+="/);
  });

  it('marks the chosen node and opens the way to it', async () => {
    const html = await tree(clerk, '?goodsID=5');
    expect(nodeOf(html, 5)).toContain('aria-selected="true"');
    expect(nodeOf(html, 3)).toContain('aria-expanded="true"');
  });

  it('offers only what the role and the procedure allow', async () => {
    const seen = await tree(clerk);
    expect(seen).toContain('data-tree="rename"');
    expect(seen).not.toContain('data-tree="up"');
    expect(seen).not.toContain('data-tree="delete"');
    const all = await tree(boss);
    expect(all).toContain('data-tree="up"');
    expect(all).toContain('data-tree="delete"');
    expect(await tree(await app.signIn('guest'))).not.toContain('data-tree="create"');
  });

  it('remembers what was opened and closed, for this user alone', async () => {
    const answer = await clerk.post('/c/tree/goods/state', { open: ['3', 7], closed: ['1'] });
    expect(answer.status).toBe(200);
    await clerk.post('/c/tree/goods/state', { open: ['3'], closed: ['1'] });
    const html = await tree(clerk);
    expect(nodeOf(html, 3)).toContain('aria-expanded="true"');
    expect(nodeOf(html, 1)).toContain('aria-expanded="false"');
    expect(nodeOf(await tree(boss), 1)).toContain('aria-expanded="true"');
  });
});

describe('changing', () => {
  it('creates below a node, says so, refreshes and queues external actions', async () => {
    const { json, status } = await clerk.post('/c/tree/goods/create', { parent: '2', title: ' Black ' });
    expect(status).toBe(200);
    expect(json.commands).toEqual([
      { type: 'message', kind: 'success', text: 'Made' },
      { type: 'refresh', target: '#as-tree-goods' },
    ]);
    const [set] = await runSql(app.db, "SELECT n.parentID FROM dbo.tst_nodes AS n WHERE n.title = N'Black'");
    expect(set?.rows[0]?.parentID).toBe(2);
    const [outbox] = await runSql(app.db, 'SELECT o.type FROM platform.outbox AS o');
    expect(outbox?.rows.map(({ type }) => type)).toEqual(['notification']);
  });

  it('creates at the top, and refuses an empty or unwanted name', async () => {
    expect((await clerk.post('/c/tree/goods/create', { parent: '', title: 'Top' })).status).toBe(200);
    const [set] = await runSql(app.db, "SELECT n.parentID FROM dbo.tst_nodes AS n WHERE n.title = N'Top'");
    expect(set?.rows[0]?.parentID).toBeNull();
    expect((await clerk.post('/c/tree/goods/create', { parent: '', title: '  ' })).status).toBe(422);
    const refused = await clerk.post('/c/tree/goods/create', { parent: '', title: 'bad' });
    expect(refused.status).toBe(422);
    expect(refused.json.commands[0]).toMatchObject({ type: 'message', text: 'Not this name.' });
  });

  it('renames, moves and deletes what the procedures allow', async () => {
    expect((await clerk.post('/c/tree/goods/rename', { node: '4', title: 'Red' })).status).toBe(200);
    expect(await titles()).toContain('Red');
    const moved = await boss.post('/c/tree/goods/move', { node: '4', parent: '2', before: '', position: 0 });
    expect(moved.status).toBe(200);
    expect((await runSql(app.db, 'SELECT n.parentID FROM dbo.tst_nodes AS n WHERE n.id = 4'))[0]?.rows[0]?.parentID).toBe(2);
    expect((await boss.post('/c/tree/goods/move', { node: '4', parent: '4' })).status).toBe(422);
    const full = await boss.post('/c/tree/goods/delete', { node: '1' });
    expect(full.status).toBe(422);
    expect(full.json.commands[0]).toMatchObject({ text: 'The node is not empty.' });
    expect((await boss.post('/c/tree/goods/delete', { node: '6' })).status).toBe(200);
    expect(await titles()).not.toContain('A3');
  });

  it('refuses other roles, strangers and requests without a token, and changes nothing', async () => {
    const before = await titles();
    expect((await clerk.post('/c/tree/goods/move', { node: '5', parent: '2' })).status).toBe(403);
    const guest = await app.signIn('guest');
    await guest.page('/sign-in');
    for (const action of ['create', 'rename', 'move', 'delete']) {
      expect((await guest.post(`/c/tree/goods/${action}`, { node: '5', title: 'x' })).status, action).toBe(403);
    }
    const stranger = app.browser();
    await stranger.page('/sign-in');
    expect((await stranger.post('/c/tree/goods/delete', { node: '5' })).status).toBe(401);
    const forged = await boss.fetch('/c/tree/goods/delete', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"node":"5"}',
    });
    expect(forged.status).toBe(403);
    expect((await boss.post('/c/tree/goods/delete', {})).status).toBe(400);
    expect(await titles()).toEqual(before);
  });
});
