// How files reach browsers: headers, parts, previews, generated files.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import type { TestApp, TestBrowser } from '../harness.ts';
import { enter, pdf, photo, startArchive, text, upload } from './fixture.ts';
import type { Uploaded } from './fixture.ts';

let app: TestApp;
let anna: TestBrowser;
let lines: Uploaded;
let picture: Uploaded;

beforeAll(async () => {
  app = await startArchive();
  anna = await enter(app, 'anna');
  lines = await upload(anna, { name: 'отчёт "a".txt', type: 'text/plain', bytes: text('0123456789'.repeat(500)) });
  picture = await upload(anna, { name: 'a.jpg', type: 'image/jpeg', bytes: await photo(1200, 800) });
});
afterAll(() => app?.stop());

const range = (value: string, more: Record<string, string> = {}): RequestInit => ({ headers: { range: value, ...more } });

describe('headers', () => {
  it('saves what could run and shows pictures and PDF', async () => {
    const paper = await upload(anna, { name: 'a.pdf', type: 'application/pdf', bytes: pdf });
    const kinds: [string, string, string][] = [
      [lines.url, 'text/plain; charset=utf-8', 'attachment'],
      [picture.url, 'image/jpeg', 'inline'],
      [paper.url, 'application/pdf', 'inline'],
      [`${paper.url}?download=1`, 'application/pdf', 'attachment'],
    ];
    for (const [url, type, shown] of kinds) {
      const { headers } = await anna.fetch(url);
      expect([url, headers.get('content-type'), headers.get('content-disposition')?.split(';')[0]]).toEqual([url, type, shown]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
      expect(headers.get('cache-control')).toBe('private, no-cache');
      expect(headers.get('content-encoding')).toBeNull();
    }
  });

  it('names the file in both spellings', async () => {
    const { headers } = await anna.fetch(lines.url);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="_____ _a_.txt"; filename*=UTF-8''${encodeURIComponent('отчёт _a_.txt')}`,
    );
  });

  it('sends nothing again that the browser has', async () => {
    const etag = (await anna.fetch(lines.url)).headers.get('etag') ?? '';
    const again = await anna.fetch(lines.url, { headers: { 'if-none-match': `W/${etag}` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await anna.fetch(lines.url, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });
});

describe('parts', () => {
  it('sends the part that is asked for', async () => {
    for (const [asked, body, header] of [
      ['bytes=0-3', '0123', 'bytes 0-3/5000'],
      ['bytes=4995-', '56789', 'bytes 4995-4999/5000'],
      ['bytes=-2', '89', 'bytes 4998-4999/5000'],
      ['bytes=4998-9999', '89', 'bytes 4998-4999/5000'],
    ] as const) {
      const answer = await anna.fetch(lines.url, range(asked));
      expect([asked, answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([asked, 206, body, header]);
    }
  });

  it('refuses a part outside and ignores what makes no sense', async () => {
    const outside = await anna.fetch(lines.url, range('bytes=5000-'));
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, 'bytes */5000']);
    for (const asked of ['bytes=9-3', 'bytes=a-b', 'bytes=0-1,3-4', 'items=0-1', 'bytes=-'])
      expect((await anna.fetch(lines.url, range(asked))).status).toBe(200);
    expect((await anna.fetch(lines.url, range('bytes=0-3', { 'if-range': '"old"' }))).status).toBe(200);
  });
});

describe('previews', () => {
  it('makes one of a size of the list, once', async () => {
    const first = await anna.fetch(`${picture.url}?w=240`);
    const bytes = Buffer.from(await first.arrayBuffer());
    const { format, width, height } = await sharp(bytes).metadata();
    expect([first.headers.get('content-type'), format, width, height]).toEqual(['image/webp', 'webp', 240, 160]);
    expect(Buffer.from(await (await anna.fetch(`${picture.url}?w=240`)).arrayBuffer())).toEqual(bytes);
  });

  it('makes none of other sizes and of other files', async () => {
    expect((await anna.fetch(`${picture.url}?w=241`)).headers.get('content-type')).toBe('image/jpeg');
    expect((await anna.fetch(`${lines.url}?w=240`)).headers.get('content-type')).toContain('text/plain');
  });
});

describe('generated files', () => {
  it('come from the procedure, as pictures that can do nothing', async () => {
    const answer = await anna.fetch('/c/resource/badge/file?itemID=7');
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/sandbox/);
    expect(await answer.text()).toContain('7anna');
    const again = await anna.fetch('/c/resource/badge/file?itemID=7', { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
  });

  it('are saved when they are pages, and as they are when they are bytes', async () => {
    const page = await anna.fetch('/c/resource/badge/file?what=html');
    expect(page.headers.get('content-disposition')).toMatch(/^attachment; filename="a.html"/);
    const bytes = await anna.fetch('/c/resource/badge/file?what=binary');
    expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array([1, 2, 255]));
    expect(bytes.headers.get('content-disposition')).toContain(encodeURIComponent('отчёт.bin'));
  });

  it('are not there without a row, and not for other resources', async () => {
    expect((await anna.fetch('/c/resource/badge/file?itemID=none')).status).toBe(404);
    expect((await anna.fetch('/c/resource/papers/file?itemID=1')).status).toBe(404);
  });
});
