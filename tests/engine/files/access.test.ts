// Who reaches which file: roles, records, other people's files by their ids on every address, drafts.

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { purgeDraftFiles } from '../../../engine/files/drafts.ts';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { enter, pdf, photo, startArchive, text, upload } from './fixture.ts';
import type { Uploaded } from './fixture.ts';

let app: TestApp;
let anna: TestBrowser;
let boris: TestBrowser;
let vera: TestBrowser;
let egor: TestBrowser;
let paper: Uploaded;
let picture: Uploaded;

beforeAll(async () => {
  app = await startArchive();
  [anna, boris, vera, egor] = await Promise.all([enter(app, 'anna'), enter(app, 'boris'), enter(app, 'vera'), enter(app, 'egor')]);
  paper = await upload(anna, { name: 'plan.pdf', type: 'application/pdf', bytes: pdf });
  picture = await upload(anna, { name: 'a.jpg', type: 'image/jpeg', bytes: await photo() });
});
afterAll(() => app?.stop());

const token = (): string => randomBytes(24).toString('base64url');
const note = { name: 'a.txt', type: 'text/plain', bytes: text('a') };
async function titlesOf(sql: string): Promise<unknown[]> {
  const [set] = await runSql(app.db, sql);
  return set?.rows.map((row) => Object.values(row)[0]) ?? [];
}

describe('a record that is not yours', () => {
  it('opens for its owner and for who may read it', async () => {
    expect((await anna.fetch(paper.url)).status).toBe(200);
    expect((await vera.fetch(paper.url)).status).toBe(200);
  });

  it('does not open by a guessed id, with or without a preview, and tells nothing', async () => {
    for (const user of [boris, egor]) {
      for (const url of [
        paper.url,
        picture.url,
        `${picture.url}?w=240`,
        `${paper.url}?download=1`,
        `/f/${paper.id}/other.pdf`,
        `/f/${paper.id}/avatar`,
      ]) {
        expect((await user.fetch(url, { headers: { accept: 'application/json' } })).status).toBe(404);
      }
      expect((await user.fetch(`/f/${crypto.randomUUID()}/a.pdf`)).status).toBe(404);
    }
  });

  it('asks an anonymous visitor to sign in, whether the file exists or not', async () => {
    const nobody = app.browser();
    for (const url of [paper.url, `/f/${crypto.randomUUID()}/a.pdf`, '/c/resource/badge/file?itemID=1', '/c/resource/none/file']) {
      expect((await nobody.fetch(url)).status).toBe(401);
    }
    await nobody.page('/sign-in');
    expect((await upload(nobody, note)).status).toBe(401);
  });

  it('changes nothing by a guessed id on any action', async () => {
    const list = await (await anna.fetch('/c/resource/papers?itemID=1')).text();
    for (const [action, body] of [
      ['delete', { fileID: paper.id }],
      ['delete', { fileID: paper.id, itemID: '2' }],
      ['rename', { fileID: paper.id, itemID: '2', name: 'mine.pdf' }],
      ['reorder', { itemID: '1', fileIDs: [picture.id, paper.id] }],
    ] as const) {
      const answer = await boris.post(`/c/resource/papers/${action}`, body);
      expect([action, answer.json.ok, answer.status === 404 || answer.status === 422]).toEqual([action, false, true]);
      expect((await vera.post(`/c/resource/papers/${action}`, body)).status).toBe(403);
      expect((await egor.post(`/c/resource/papers/${action}`, body)).status).toBe(403);
    }
    expect(await (await anna.fetch('/c/resource/papers?itemID=1')).text()).toBe(list);
    expect((await boris.post('/c/resource/photos/delete', { fileID: paper.id })).status).toBe(404);
  });

  it('takes no uploads', async () => {
    expect((await upload(boris, note)).status).toBe(422);
    expect((await upload(vera, note)).status).toBe(403);
    expect((await upload(egor, note)).status).toBe(403);
    expect((await upload(boris, { ...note, code: 'badge' })).status).toBe(403);
  });

  it('is not listed', async () => {
    expect((await boris.fetch('/c/resource/papers?itemID=1')).status).toBe(422);
    expect(await (await boris.fetch('/c/resource/papers?itemID=1')).text()).not.toContain('plan.pdf');
    expect((await egor.fetch('/c/resource/papers?itemID=1')).status).toBe(403);
    const seen = await (await vera.fetch('/c/resource/papers?itemID=1')).text();
    expect(seen).toContain('plan.pdf');
    expect(seen).not.toMatch(/data-upload|data-file-do|type="file"/);
  });

  it('closes with the next request when the right ends', async () => {
    await app.sql(`UPDATE dbo.arc_folders SET owner = N'boris' WHERE id = 1`);
    expect((await anna.fetch(paper.url)).status).toBe(404);
    expect((await boris.fetch(paper.url)).status).toBe(200);
    await app.sql(`UPDATE dbo.arc_folders SET owner = N'anna' WHERE id = 1`);
    expect((await anna.fetch(paper.url)).status).toBe(200);
  });

  it('leaves the files of others to them where the resource says so', async () => {
    const sent = await upload(anna, { ...note, code: 'own' });
    expect((await boris.post('/c/resource/own/delete', { fileID: sent.id })).json.ok).toBe(false);
    expect((await anna.post('/c/resource/own/delete', { fileID: sent.id })).json.ok).toBe(true);
    expect((await anna.fetch(sent.url)).status).toBe(404);
  });
});

describe('actions of the owner', () => {
  it('renames without changing the type, escapes the name, keeps the order', async () => {
    const answer = await anna.post('/c/resource/papers/rename', { fileID: paper.id, name: '../<b>new</b>.exe' });
    expect(answer.json.ok).toBe(true);
    const html = await (await anna.fetch('/c/resource/papers?itemID=1')).text();
    expect(html).not.toContain('<b>new');
    expect(html).toContain('b_.pdf');
    expect((await anna.post('/c/resource/papers/rename', { fileID: paper.id, name: ' ./ ' })).json.ok).toBe(false);
    expect((await anna.post('/c/resource/papers/reorder', { itemID: '1', fileIDs: [picture.id, paper.id] })).json.ok).toBe(true);
    const sorted = await (await anna.fetch('/c/resource/papers?itemID=1')).text();
    expect(sorted.indexOf(picture.id)).toBeLessThan(sorted.indexOf(paper.id));
  });
});

describe('a record that is not saved yet', () => {
  it('takes its files when it is saved, in the order of their coming', async () => {
    const draft = token();
    const one = await upload(anna, { ...note, name: 'one.txt', query: `itemID=0&draft=${draft}` });
    const two = await upload(anna, { ...note, name: 'two.txt', query: `itemID=0&draft=${draft}` });
    expect((await anna.fetch(one.url)).status).toBe(200);
    const saved = await anna.post('/c/form/folder/save', {
      itemID: '0',
      fields: { title: 'Third', papers: `${one.id},${two.id}` },
      draftToken: draft,
    });
    expect(saved.json.ok).toBe(true);
    const { itemID } = saved.json.data as { itemID: string };
    const html = await (await anna.fetch(`/c/resource/papers?itemID=${itemID}`)).text();
    expect(html.indexOf('one.txt')).toBeLessThan(html.indexOf('two.txt'));
    expect(await titlesOf(`SELECT fileIDs FROM dbo.arc_folders WHERE id = ${itemID}`)).toEqual([`${one.id},${two.id}`]);
    expect(await titlesOf(`SELECT COUNT(*) FROM dbo.arc_log WHERE what LIKE N'anna ${itemID} %'`)).toEqual([2]);
    const form = await (await anna.fetch(`/c/form/folder?itemID=${itemID}`)).text();
    expect(form).toContain('two.txt');
    const less = await anna.post('/c/form/folder/save', { itemID, fields: { title: 'Third', papers: two.id }, removedFiles: one.id });
    expect(less.json.ok).toBe(true);
    expect((await anna.fetch(one.url)).status).toBe(404);
    expect((await anna.fetch(two.url)).status).toBe(200);
  });

  it('is not saved without the file that it needs, nor with a file that is not there', async () => {
    for (const papers of ['', crypto.randomUUID(), paper.id]) {
      const saved = await anna.post('/c/form/folder/save', { itemID: '0', fields: { title: 'X', papers }, draftToken: token() });
      expect(saved.status).toBe(422);
    }
    expect((await anna.fetch(paper.url)).status).toBe(200);
  });

  it('keeps the only file it needs when a save would take it away', async () => {
    const sent = await upload(boris, { ...note, query: 'itemID=2' });
    const saved = await boris.post('/c/form/folder/save', { itemID: '2', fields: { title: 'Second', papers: '' }, removedFiles: sent.id });
    expect(saved.status).toBe(422);
    expect((await boris.fetch(sent.url)).status).toBe(200);
  });

  it('gives nothing to who knows the token of another', async () => {
    const draft = token();
    const mine = await upload(anna, { ...note, query: `itemID=0&draft=${draft}` });
    expect((await boris.fetch(mine.url)).status).toBe(404);
    expect((await boris.post('/c/resource/papers/delete', { fileID: mine.id })).status).toBe(404);
    expect(
      (await boris.post('/c/form/folder/save', { itemID: '0', fields: { title: 'Y', papers: mine.id }, draftToken: draft })).status,
    ).toBe(422);
    const theirs = await upload(boris, { ...note, name: 'evil.txt', query: `itemID=0&draft=${draft}` });
    const saved = await anna.post('/c/form/folder/save', {
      itemID: '0',
      fields: { title: 'Mine', papers: `${mine.id},${theirs.id}` },
      draftToken: draft,
    });
    const { itemID } = saved.json.data as { itemID: string };
    const html = await (await anna.fetch(`/c/resource/papers?itemID=${itemID}`)).text();
    expect(html).toContain(mine.id);
    expect(html).not.toContain('evil.txt');
  });

  it('cannot be claimed into the record of another', async () => {
    const draft = token();
    const mine = await upload(anna, { ...note, query: `itemID=0&draft=${draft}` });
    const saved = await anna.post('/c/form/folder/save', { itemID: '2', fields: { title: 'Stolen', papers: mine.id }, draftToken: draft });
    expect(saved.json.ok).toBe(false);
    expect((await upload(anna, { ...note, query: `itemID=2&draft=${draft}` })).status).toBe(422);
    expect(await (await boris.fetch('/c/resource/papers?itemID=2')).text()).not.toContain(mine.id);
  });

  it('is forgotten after a day, with its bytes', async () => {
    const mine = await upload(anna, { ...note, query: `itemID=0&draft=${token()}` });
    const { app: services } = app.running;
    const [before] = await titlesOf(`SELECT COUNT(*) FROM platform.[file] WHERE id = '${mine.id}'`);
    expect(before).toBe(1);
    await purgeDraftFiles(services, new Date(Date.now() + 25 * 3_600_000));
    expect(await titlesOf(`SELECT COUNT(*) FROM platform.[file] WHERE id = '${mine.id}'`)).toEqual([0]);
    expect((await anna.fetch(paper.url)).status).toBe(200);
  });
});
