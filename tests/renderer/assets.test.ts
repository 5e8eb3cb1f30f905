// What the browser has to load, and that nothing is built twice.

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetPath, buildAssets } from '../../renderer/assets.ts';
import type { AssetManifest } from '../../renderer/assets.ts';

const outDir = mkdtempSync(join(tmpdir(), 'assets-'));
let assets: AssetManifest;

beforeAll(async () => {
  assets = await buildAssets({ outDir });
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

function zipped(url: string): number {
  return gzipSync(readFileSync(assetPath(assets, url)), { level: 9 }).length / 1024;
}

describe('assets', () => {
  it('keeps the core script under 60 KB and the stylesheet under 40 KB, compressed', () => {
    expect(zipped(assets.js)).toBeLessThan(60);
    expect(zipped(assets.css)).toBeLessThan(40);
  });

  it('preloads only the two text fonts', () => {
    const size = assets.fonts.reduce((sum, url) => sum + statSync(assetPath(assets, url)).size / 1024, 0);
    expect(assets.fonts).toHaveLength(2);
    expect(size).toBeLessThan(40);
  });

  it('names what it serves by content, and the stylesheet finds its fonts', () => {
    for (const url of [assets.js, assets.css, ...assets.fonts]) expect(url).toMatch(/^\/assets\/[\w-]+-[\w]{8,10}\.(?:js|css|woff2)$/);
    const fonts = [...readFileSync(assetPath(assets, assets.css), 'utf8').matchAll(/url\((\/assets\/[^)]+\.woff2)\)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(fonts).toHaveLength(5);
    for (const font of fonts) expect(statSync(assetPath(assets, font)).size).toBeGreaterThan(500);
  });

  it('builds once for the same sources, also when two begin together', async () => {
    const before = statSync(join(assets.folder, 'manifest.json')).mtimeMs;
    const again = await buildAssets({ outDir });
    expect(again).toEqual(assets);
    expect(statSync(join(assets.folder, 'manifest.json')).mtimeMs).toBe(before);
    const other = mkdtempSync(join(tmpdir(), 'assets-'));
    const [first, second] = await Promise.all([buildAssets({ outDir: other }), buildAssets({ outDir: other })]);
    rmSync(other, { recursive: true, force: true });
    expect(first).toEqual(second);
  });

  it('describes an installable application whose icons exist', () => {
    const manifest = JSON.parse(readFileSync(assetPath(assets, assets.files['manifest.webmanifest'] ?? ''), 'utf8')) as {
      icons: { src: string }[];
    };
    for (const { src } of manifest.icons) expect(statSync(assetPath(assets, src)).size).toBeGreaterThan(200);
    expect(readFileSync(assetPath(assets, assets.files['offline-ru.html'] ?? ''), 'utf8')).toContain('Нет связи');
  });
});
