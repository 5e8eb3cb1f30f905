// Font files by script. The rouble sign alone would cost Inter's whole latin-ext file (85 kB), so it is cut out into a file of 1 kB.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import type { BuiltFile } from '../assets.ts';

const require = createRequire(import.meta.url);

export async function buildFonts(): Promise<BuiltFile[]> {
  const files: BuiltFile[] = [];
  for (const family of ['inter', 'jetbrains-mono']) {
    for (const script of ['latin', 'cyrillic']) {
      const content = await readFile(fontFile(family, script));
      files.push({ name: `${family}-${script}.woff2`, content, isHashed: true });
    }
  }
  const rouble = await subsetFont(await readFile(fontFile('inter', 'latin-ext')), '₽', { targetFormat: 'woff2' });
  files.push({ name: 'inter-rouble.woff2', content: rouble, isHashed: true });
  return files;
}

function fontFile(family: string, script: string): string {
  return require.resolve(`@fontsource-variable/${family}/files/${family}-${script}-wght-normal.woff2`);
}
