// Builds every file of the browser's into one folder. Loaded only when there is something to build.

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetEntry, BuiltFile } from '../assets.ts';
import { compressFiles } from './compress.ts';
import { buildFonts } from './fonts.ts';
import { offlinePage, webManifest } from './install.ts';
import { toManifest } from './manifest.ts';
import { drawIcons } from './pictures.ts';
import { bundleScripts } from './scripts.ts';
import { compileStyles, THEME } from './styles.ts';

/** Answers addresses by logical name. */
export async function buildInto(folder: string, entries: readonly AssetEntry[]): Promise<Record<string, string>> {
  const [fonts, pictures, scripts] = await Promise.all([buildFonts(), drawIcons(), bundleScripts(folder, scriptsOf(entries))]);
  const files: Record<string, string> = { ...scripts };
  for (const file of [...fonts, ...pictures]) files[file.name] = await put(folder, file);
  files['cabinet.css'] = await put(folder, { name: 'cabinet.css', content: compileStyles(THEME, files), isHashed: true });
  for (const { name, style } of entries)
    files[`${name}.css`] = await put(folder, { name: `${name}.css`, content: compileStyles(style, files), isHashed: true });
  for (const lang of ['en', 'ru'] as const) {
    const name = `offline-${lang}.html`;
    files[name] = await put(folder, { name, content: offlinePage(lang, toManifest(folder, files)), isHashed: false });
  }
  files['offline.html'] = files['offline-ru.html'] ?? '';
  files['manifest.webmanifest'] = await put(folder, { name: 'manifest.webmanifest', content: webManifest(files), isHashed: false });
  await compressFiles(folder);
  return files;
}

function scriptsOf(entries: readonly AssetEntry[]): Record<string, string> {
  return Object.fromEntries(entries.map(({ name, script }) => [name, script]));
}

async function put(folder: string, { name, content, isHashed }: BuiltFile): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const stored = isHashed ? name.replace(/(\.\w+)$/, `-${hash}$1`) : name;
  await writeFile(join(folder, stored), content);
  return `/assets/${stored}`;
}
