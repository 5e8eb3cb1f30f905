// The process that is killed again and again, and LocalDB's thread in it, as one file each: a start is mostly the reading of modules, and
// from two files it takes a third of the time.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

/** Writes the files into the folder and answers the one to be run. */
export async function bundleImportLoop(folder: string): Promise<string> {
  await build({
    entryPoints: { loop: join(import.meta.dirname, 'import-loop.ts'), worker: join(ROOT, 'sql/localdb/worker.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
    // What CommonJS packages call.
    banner: { js: `import { createRequire as makeRequire_ } from 'node:module'; const require = makeRequire_(import.meta.url);` },
    plugins: [
      {
        name: 'thread',
        setup: ({ onLoad }) =>
          onLoad({ filter: /localdb[\\/]start\.ts$/ }, async ({ path }) => ({
            contents: (await readFile(path, 'utf8')).replace(`new URL('./worker.ts'`, `new URL('./worker.mjs'`),
            loader: 'ts',
          })),
      },
    ],
  });
  return join(folder, 'loop.mjs');
}
