// The browser's files: builds them once for each state of their sources, names them by content, says where they are. A second start finds
// the folder of the same sources and builds nothing; two processes that build at once both end with the same folder.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleScripts } from './assets/scripts.ts';
import { buildFonts } from './assets/fonts.ts';
import { drawIcons } from './assets/pictures.ts';
import { THEME, compileStyles } from './assets/styles.ts';
import { compressFiles } from './assets/compress.ts';
import { offlinePage, webManifest } from './assets/install.ts';

/** Addresses of built files. `url` of a logical name (`cabinet.css`, `cabinet.js`, `icon-192.png`) is immutable for its content. */
export interface AssetManifest {
  /** Folder on disk that `/assets/` serves. */
  readonly folder: string;
  readonly css: string;
  readonly js: string;
  /** Fonts that the first paint needs, for preload links. */
  readonly fonts: readonly string[];
  /** Addresses by logical name. */
  readonly files: Readonly<Record<string, string>>;
}

/** Script and stylesheet of pages that are not the cabinet's own, as files of a folder at the top of the project. */
export interface AssetEntry {
  /** The files are known as `NAME.js` and `NAME.css`. */
  readonly name: string;
  readonly folder: string;
  /** Absolute paths. */
  readonly script: string;
  readonly style: string;
}

/** One built file: its name in the folder is `name`, or has the content's hash in it when `isHashed`. */
export interface BuiltFile {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly isHashed: boolean;
}

const ROOT = join(import.meta.dirname, '..');
/** Older builds stay for a while: another process or an open page may still ask for their files. */
const KEPT_BUILDS = 3;

/** Makes sure that the assets of the present sources are built in a folder under `outDir`. */
export async function buildAssets({ outDir, entries = [] }: { outDir: string; entries?: readonly AssetEntry[] }): Promise<AssetManifest> {
  const folder = join(outDir, await hashSources(entries));
  const known = await readManifest(folder);
  if (known !== undefined) return known;

  const draft = `${folder}.${randomUUID()}.draft`;
  await mkdir(draft, { recursive: true });
  try {
    const files = await buildInto(draft, entries);
    await writeFile(join(draft, 'manifest.json'), JSON.stringify({ files }));
    await rename(draft, folder).catch(async (error: unknown) => {
      // Another process was quicker: its folder has the same content.
      if ((await readManifest(folder)) === undefined) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await dropOldBuilds(outDir);
  const built = await readManifest(folder);
  if (built === undefined) throw new Error(`The assets were built but ${folder}/manifest.json cannot be read`);
  return built;
}

async function buildInto(folder: string, entries: readonly AssetEntry[]): Promise<Record<string, string>> {
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

function toManifest(folder: string, files: Readonly<Record<string, string>>): AssetManifest {
  const fonts = ['inter-latin.woff2', 'inter-cyrillic.woff2'].flatMap((name) => files[name] ?? []);
  return { folder, css: files['cabinet.css'] ?? '', js: files['cabinet.js'] ?? '', fonts, files };
}

async function readManifest(folder: string): Promise<AssetManifest | undefined> {
  try {
    const { files } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as { files: Record<string, string> };
    return toManifest(folder, files);
  } catch {
    return undefined;
  }
}

/** Everything that the result depends on: the renderer's sources (client code imports from all over it) and the libraries' versions. */
async function hashSources(entries: readonly AssetEntry[]): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(join(ROOT, 'package.json')));
  for (const folder of ['renderer', 'metadata', ...entries.map((entry) => entry.folder)]) {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    for (const name of names.filter((file) => /\.(?:ts|scss|svg|json)$/.test(file)).sort()) {
      hash.update(`${folder}/${name}\0`).update(await readFile(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

async function dropOldBuilds(outDir: string): Promise<void> {
  const builds = (await readdir(outDir)).filter((name) => /^[0-9a-f]{16}$/.test(name)).map((name) => join(outDir, name));
  const dated = await Promise.all(builds.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  dated.sort((a, b) => b.time - a.time);
  for (const { path } of dated.slice(KEPT_BUILDS)) await rm(path, { recursive: true, force: true });
}

/** The file of an address in the folder: for tests and tools that read sizes. */
export function assetPath(manifest: AssetManifest, url: string): string {
  return join(manifest.folder, basename(url));
}
