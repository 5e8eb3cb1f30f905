// The manifest of built files: what pages need of it has names of its own.

import type { AssetManifest } from '../assets.ts';

export function toManifest(folder: string, files: Readonly<Record<string, string>>): AssetManifest {
  const fonts = ['inter-latin.woff2', 'inter-cyrillic.woff2'].flatMap((name) => files[name] ?? []);
  return { folder, css: files['cabinet.css'] ?? '', js: files['cabinet.js'] ?? '', fonts, files };
}
