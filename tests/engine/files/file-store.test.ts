// The folder store: whole files or none, limits, safe keys, and the sweep of what crashes leave.

import { mkdtemp, readdir, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileStore, FileTooLarge } from '../../../engine/file-store.ts';
import type { FileStore } from '../../../engine/file-store.ts';

let folder: string;
let store: FileStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'));
  store = createFileStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

async function names(): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => entry.name);
}
const bytes = (content: string): Readable => Readable.from([Buffer.from(content)]);

it('keeps bytes under a random key and gives them and parts of them back', async () => {
  const stored = await store.put(bytes('hello world'), 100);
  expect(stored).toMatchObject({ size: 11, sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9' });
  expect(await text(await store.open(stored.key))).toBe('hello world');
  expect(await text(await store.open(stored.key, { start: 6, end: 8 }))).toBe('wor');
});

it('keeps nothing of a stream that is too long or breaks', async () => {
  await expect(store.put(bytes('hello world'), 10)).rejects.toThrow(FileTooLarge);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('begin');
      throw new Error('gone');
    })(),
  );
  await expect(store.put(broken, 100)).rejects.toThrow('gone');
  expect(await names()).toEqual([]);
});

it('refuses keys that are none', async () => {
  for (const key of ['../../etc/passwd', '', 'A'.repeat(32), `${'a'.repeat(31)}/`]) await expect(store.open(key)).rejects.toThrow();
});

it('removes a file with what was made from it', async () => {
  const { key } = await store.put(bytes('a'), 10);
  await store.putMade(key, 'w240', Buffer.from('small'));
  expect(await text((await store.openMade(key, 'w240')) ?? bytes(''))).toBe('small');
  await store.remove(key);
  expect(await store.openMade(key, 'w240')).toBeUndefined();
  expect(await names()).toEqual([]);
});

it('sweeps what a crash left and nothing that is young or known', async () => {
  const old = new Date(Date.now() - 48 * 3_600_000);
  const known = await store.put(bytes('known'), 10);
  const orphan = await store.put(bytes('orphan'), 10);
  const young = await store.put(bytes('young'), 10);
  for (const { key } of [known, orphan]) await utimes(join(folder, 'files', key.slice(0, 2), key), old, old);
  await mkdir(join(folder, 'files/arriving'), { recursive: true });
  await writeFile(join(folder, 'files/arriving/half'), 'half');
  await utimes(join(folder, 'files/arriving/half'), old, old);
  expect(await store.sweep(new Date(Date.now() - 3_600_000), async () => new Set([known.key]))).toBe(2);
  expect((await names()).sort()).toEqual([known.key, young.key].sort());
});
