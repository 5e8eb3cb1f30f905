// The browser's files: builds them once for each state of their sources, names them by content, says where they are. A second start finds
// the folder of the same sources and builds nothing; two processes that build at once both end with the same folder.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { toManifest } from './assets/manifest.ts';

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
    // Sass, esbuild and the font cutter take half a second to load: only for a build.
    const { buildInto } = await import('./assets/build.ts');
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
