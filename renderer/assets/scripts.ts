// The browser's code: one entry that every page loads, chunks that come with `import()` when a behaviour needs them, the service worker.

import { basename, join } from 'node:path';
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

/** Bundles into the folder; answers addresses by logical name. */
export async function bundleScripts(folder: string): Promise<Record<string, string>> {
  const [page, worker] = await Promise.all([
    build({
      ...common,
      entryPoints: { cabinet: join(CLIENT, 'main.ts') },
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
  for (const [path, output] of Object.entries({ ...page.metafile.outputs, ...worker.metafile.outputs })) {
    const name = basename(path);
    if (output.entryPoint?.endsWith('client/main.ts')) files['cabinet.js'] = `/assets/${name}`;
    else if (output.entryPoint?.endsWith('client/sw.ts')) files['sw.js'] = `/assets/${name}`;
    else files[name] = `/assets/${name}`;
  }
  return files;
}
