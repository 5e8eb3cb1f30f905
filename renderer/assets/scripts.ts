// The browser's code: one entry that every page loads, chunks that come with `import()` when a behaviour needs them, the service worker.

import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions } from 'esbuild';

const CLIENT = join(import.meta.dirname, '../client');

const common: BuildOptions = {
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'silent',
  loader: { '.svg': 'text' },
  // Bootstrap needs of jQuery only what the slim build has.
  alias: { jquery: 'jquery/dist/jquery.slim.js', 'popper.js': 'popper.js/dist/esm/popper.js' },
};

/** Bundles into the folder; answers addresses by logical name. `entries` are further pages' scripts by name, `{ admin: '…/main.ts' }`. */
export async function bundleScripts(folder: string, entries: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> {
  const [page, worker] = await Promise.all([
    build({
      ...common,
      entryPoints: { ...entries, cabinet: join(CLIENT, 'main.ts') },
      outdir: folder,
      format: 'esm',
      splitting: true,
      entryNames: '[name]-[hash]',
      chunkNames: 'chunk-[name]-[hash]',
      metafile: true,
    }),
    build({ ...common, entryPoints: { sw: join(CLIENT, 'sw.ts') }, outdir: folder, format: 'iife', entryNames: '[name]', metafile: true }),
  ]);
  const files: Record<string, string> = {};
  const logicalNames = new Map([
    [join(CLIENT, 'main.ts'), 'cabinet.js'],
    [join(CLIENT, 'sw.ts'), 'sw.js'],
    ...Object.entries(entries).map(([name, path]) => [path, `${name}.js`] as const),
  ]);
  for (const [path, output] of Object.entries({ ...page.metafile.outputs, ...worker.metafile.outputs })) {
    const name = basename(path);
    const entry = output.entryPoint === undefined ? undefined : logicalNames.get(resolve(output.entryPoint));
    files[entry ?? name] = `/assets/${name}`;
  }
  return files;
}
