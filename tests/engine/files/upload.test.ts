// Uploads: what gets in, what does not, and that a refusal leaves nothing behind.

import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSql } from '../../../sql/query.ts';
import type { TestApp, TestBrowser } from '../harness.ts';
import { enter, hugePng, pdf, photo, startArchive, text, upload } from './fixture.ts';

let app: TestApp;
let anna: TestBrowser;

beforeAll(async () => {
  app = await startArchive();
  anna = await enter(app, 'anna');
});
afterAll(() => app?.stop());

async function storedKeys(): Promise<string[]> {
  const root = join(tmpdir(), `peregrine-files-${process.pid}`, 'files');
  const names = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return names.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function rowCount(): Promise<number> {
  const [counted] = await runSql(app.db, 'SELECT COUNT(*) AS n FROM platform.[file] WHERE isDeleted = 0');
  return Number(counted?.rows[0]?.n);
}

describe('what gets in', () => {
  it('stores a document under its record and tells the solution', async () => {
    const sent = await upload(anna, { name: 'план.pdf', type: 'application/pdf', bytes: pdf });
    expect(sent.status).toBe(200);
    const answer = await anna.fetch(sent.url);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(pdf);
    const [logged] = await runSql(app.db, 'SELECT TOP (1) what FROM dbo.arc_log ORDER BY id DESC');
    expect(logged?.rows[0]?.what).toBe(`anna 1 план.pdf ${pdf.length}`);
    expect((await anna.page('/home')).html).toContain('план.pdf');
    await anna.post('/c/resource/papers/delete', { fileID: sent.id });
  });

  it('takes text, a table of text and a file of more than the usual body limit', async () => {
    const big = text('a line of text\n'.repeat(390_000));
    for (const one of [
      { name: 'a.txt', type: 'text/plain', bytes: text('привет') },
      { name: 'b.csv', type: 'application/vnd.ms-excel', bytes: text('a;b\n1;2\n') },
      { name: 'c.txt', type: 'text/plain', bytes: big },
    ]) {
      const sent = await upload(anna, one);
      expect([one.name, sent.status]).toEqual([one.name, 200]);
      await anna.post('/c/resource/papers/delete', { fileID: sent.id });
    }
  });

  it('writes pictures anew: smaller, without what the camera noted', async () => {
    const sent = await upload(anna, { code: 'photos', name: 'Photo.JPG', type: 'image/jpeg', bytes: await photo() });
    expect(sent.status).toBe(200);
    const stored = Buffer.from(await (await anna.fetch(sent.url)).arrayBuffer());
    const { width, height, exif } = await sharp(stored).metadata();
    expect([width, height, exif]).toEqual([300, 225, undefined]);
    expect(stored.includes('secret place')).toBe(false);
  });

  it('drops what is hidden behind a picture', async () => {
    const bytes = new Uint8Array(Buffer.concat([await photo(), Buffer.from('<script>alert(1)</script>PK\u0003\u0004')]));
    const sent = await upload(anna, { code: 'photos', name: 'p.jpg', type: 'image/jpeg', bytes });
    expect(sent.status).toBe(200);
    expect(await (await anna.fetch(sent.url)).text()).not.toContain('script');
  });

  it('keeps one file where the resource has one', async () => {
    for (const name of ['one.jpg', 'two.jpg'])
      expect((await upload(anna, { code: 'cover', name, type: 'image/jpeg', bytes: await photo(50, 50) })).status).toBe(200);
    const html = await (await anna.fetch('/c/resource/cover?itemID=1')).text();
    expect(html).toContain('two.jpg');
    expect(html).not.toContain('one.jpg');
  });

  it('makes any name a name', async () => {
    const names: [string, string][] = [
      ['../../etc/passwd.txt', 'passwd.txt'],
      ['..\\..\\windows\\a.txt', 'a.txt'],
      ['a\u202Etxt.txt', 'atxt.txt'],
      ['  .hidden.TXT ', 'hidden.txt'],
      ['<img src=x onerror=alert(1)>.txt', '_img src=x onerror=alert(1)_.txt'],
      [`${'x'.repeat(400)}.txt`, `${'x'.repeat(150)}.txt`],
    ];
    for (const [given, stored] of names) {
      const sent = await upload(anna, { name: given, type: 'text/plain', bytes: text('a') });
      expect([given, sent.status, (sent.json.data as { name: string }).name]).toEqual([given, 200, stored]);
      await anna.post('/c/resource/papers/delete', { fileID: sent.id });
    }
  });
});

describe('what does not', () => {
  const active = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/>';
  const refused: readonly {
    why: string;
    code?: string;
    name: string;
    type: string;
    bytes: () => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
    status: number;
  }[] = [
    {
      why: 'a page named as a picture',
      name: 'a.png',
      type: 'image/png',
      bytes: () => text('<html><script>alert(1)</script>'),
      status: 415,
    },
    { why: 'a page', name: 'a.html', type: 'text/html', bytes: () => text('<html>'), status: 415 },
    { why: 'a page named as text', name: 'a.txt', type: 'text/plain', bytes: () => text(' <!DOCTYPE html><html>'), status: 415 },
    { why: 'a picture named as a document', name: 'a.pdf', type: 'application/pdf', bytes: () => photo(10, 10), status: 415 },
    { why: 'a document declared as a picture', name: 'a.pdf', type: 'image/png', bytes: () => pdf, status: 415 },
    { why: 'a program', name: 'a.exe', type: 'application/octet-stream', bytes: () => text(`MZ${'\0'.repeat(200)}`), status: 415 },
    { why: 'a program named as text', name: 'a.txt', type: 'text/plain', bytes: () => text(`MZ${'\0'.repeat(200)}`), status: 415 },
    {
      why: 'a document behind a page',
      name: 'a.pdf',
      type: 'application/pdf',
      bytes: () => text('<script>alert(1)</script>%PDF-1.4'),
      status: 415,
    },
    { why: 'a name without an ending', name: 'readme', type: 'text/plain', bytes: () => text('a'), status: 415 },
    { why: 'a name against the filter', name: 'a#b.txt', type: 'text/plain', bytes: () => text('a'), status: 422 },
    { why: 'nothing', name: 'a.txt', type: 'text/plain', bytes: () => text(''), status: 422 },
    { why: 'too much', name: 'a.txt', type: 'text/plain', bytes: () => text('b'.repeat(6 * 1024 * 1024 + 1)), status: 413 },
    { why: 'a document among pictures', code: 'photos', name: 'a.pdf', type: 'application/pdf', bytes: () => pdf, status: 415 },
    {
      why: 'a small file that unpacks to a huge picture',
      code: 'photos',
      name: 'a.png',
      type: 'image/png',
      bytes: () => hugePng(60_000),
      status: 415,
    },
    {
      why: 'half a picture',
      code: 'photos',
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: async () => (await photo()).slice(0, 900),
      status: 415,
    },
    {
      why: 'a drawing where none is listed',
      code: 'photos',
      name: 'a.svg',
      type: 'image/svg+xml',
      bytes: () => text(`${active}</svg>`),
      status: 415,
    },
    {
      why: 'a drawing with a script',
      code: 'drawings',
      name: 'a.svg',
      type: 'image/svg+xml',
      bytes: () => text(`${active}<script>alert(1)</script></svg>`),
      status: 415,
    },
    {
      why: 'a drawing with an event',
      code: 'drawings',
      name: 'a.svg',
      type: 'image/svg+xml',
      bytes: () => text(`${active}<g onload="alert(1)"/></svg>`),
      status: 415,
    },
    {
      why: 'a drawing with a page inside',
      code: 'drawings',
      name: 'a.svg',
      type: 'image/svg+xml',
      bytes: () => text(`${active}<foreignObject/></svg>`),
      status: 415,
    },
    {
      why: 'a drawing that loads',
      code: 'drawings',
      name: 'a.svg',
      type: 'image/svg+xml',
      bytes: () => text(`${active}<use href="https://x/y.svg#a"/></svg>`),
      status: 415,
    },
    {
      why: 'a drawing with entities',
      code: 'drawings',
      name: 'a.svg',
      type: 'image/svg+xml',
      bytes: () => text(`<!DOCTYPE svg [<!ENTITY a "b">]>${active}</svg>`),
      status: 415,
    },
    { why: 'what the solution does not want', name: 'forbidden.txt', type: 'text/plain', bytes: () => text('a'), status: 422 },
  ];

  it.each(refused)('refuses $why and keeps nothing of it', async ({ code, name, type, bytes, status }) => {
    const before = { rows: await rowCount(), keys: await storedKeys() };
    const sent = await upload(anna, { name, type, bytes: await bytes(), ...(code === undefined ? {} : { code }) });
    expect([sent.status, sent.json.ok]).toEqual([status, false]);
    expect({ rows: await rowCount(), keys: await storedKeys() }).toEqual(before);
  });

  it('takes a drawing that only draws', async () => {
    const bytes = text(`<?xml version="1.0"?>${active}<use href="#a"/><style>rect{fill:url(#g)}</style></svg>`);
    const sent = await upload(anna, { code: 'drawings', name: 'a.svg', type: 'image/svg+xml', bytes });
    expect(sent.status).toBe(200);
    const answer = await anna.fetch(sent.url);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('does not hang on a pattern that never ends', async () => {
    const started = Date.now();
    expect((await upload(anna, { code: 'slow', name: `${'a'.repeat(60)}.txt`, type: 'text/plain', bytes: text('a') })).status).toBe(422);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('refuses more files than the record may have', async () => {
    const sent = [];
    for (let i = 0; i < 5; i++) sent.push(await upload(anna, { name: `${i}.txt`, type: 'text/plain', bytes: text('a') }));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 422]);
    for (const { id } of sent) if (id !== '') await anna.post('/c/resource/papers/delete', { fileID: id });
  });

  it('leaves nothing of an upload that breaks off', async () => {
    const before = { rows: await rowCount(), keys: await storedKeys() };
    const { hostname, port } = new URL(app.url);
    await new Promise<void>((resolve) => {
      const cookie = [...anna.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
      const headers = {
        cookie,
        'x-csrf-token': anna.csrf,
        'content-type': 'multipart/form-data; boundary=xx',
        'content-length': 4_000_000,
      };
      const sending = request({ hostname, port, method: 'POST', path: '/c/resource/papers/upload?itemID=1', headers });
      sending.on('error', () => resolve());
      sending.write('--xx\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\ncontent-type: text/plain\r\n\r\n');
      sending.write('a'.repeat(1_000_000), () => setTimeout(() => sending.destroy(new Error('gone')), 100));
    });
    for (let i = 0; i < 40 && (await storedKeys()).length !== before.keys.length; i++) await wait(50);
    expect({ rows: await rowCount(), keys: await storedKeys() }).toEqual(before);
  });

  it('needs the CSRF token, a multipart body and a file in it', async () => {
    const body = new FormData();
    body.append('file', new Blob(['a'], { type: 'text/plain' }), 'a.txt');
    expect((await anna.fetch('/c/resource/papers/upload?itemID=1', { method: 'POST', body })).status).toBe(403);
    expect((await anna.post('/c/resource/papers/upload?itemID=1', {})).status).toBe(400);
    const empty = new FormData();
    empty.append('other', 'x');
    expect(
      (await anna.fetch('/c/resource/papers/upload?itemID=1', { method: 'POST', body: empty, headers: { 'x-csrf-token': anna.csrf } }))
        .status,
    ).toBe(400);
    expect(
      (await upload(anna, { query: `draft=${randomBytes(3).toString('hex')}`, name: 'a.txt', type: 'text/plain', bytes: text('a') }))
        .status,
    ).toBe(400);
  });
});
