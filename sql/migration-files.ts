// The SQL files of a part of the product: versioned ones under `migrations/NNNN_name.sql`, repeatable ones under `objects/`, one
// object a file. Reads them, checks their names and cuts them into batches at GO lines, without talking to a database.

import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { MigrationError } from './errors.ts';

export interface MigrationFile {
  /** `migrations/0001_platform.sql`, `objects/views/forms.sql`: the same on every machine. */
  readonly id: string;
  readonly path: string;
  /** Absent for repeatable files. */
  readonly version: number | undefined;
  readonly text: string;
  readonly checksum: string;
}

export interface Batch {
  readonly text: string;
  /** Of its first line in the file, from 1. */
  readonly line: number;
}

/** All files in the order in which they are applied. */
export const readMigrationFiles = async (folder: string): Promise<readonly MigrationFile[]> => {
  const versioned = await readFolder(folder, 'migrations');
  const repeatable = await readFolder(folder, 'objects');
  const numbered = versioned.map((file) => ({ ...file, version: versionOf(file) })).sort((a, b) => a.version - b.version);
  for (const [index, file] of numbered.entries()) {
    const previous = numbered[index - 1];
    if (previous?.version === file.version) throw new MigrationError(`has the same number as ${previous.id}.`, { file: file.id });
  }
  return [...numbered, ...repeatable.sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))];
};

/** Cuts at lines with nothing but GO, as sqlcmd does; GO inside a comment or a text is not one. */
export const splitBatches = (text: string): readonly Batch[] => {
  const batches: Batch[] = [];
  let inside: Inside;
  let lines: string[] = [];
  let line = 1;
  let number = 0;
  const close = (): void => {
    if (lines.some((one) => one.trim() !== '')) batches.push({ text: lines.join('\n'), line });
  };
  for (const one of text.split(/\r?\n/)) {
    number += 1;
    if (inside === undefined && /^\s*GO\s*;?\s*(?:--.*)?$/i.test(one)) {
      close();
      lines = [];
      line = number + 1;
      continue;
    }
    lines.push(one);
    inside = insideAfter(one, inside);
  }
  close();
  return batches;
};

type Inside = undefined | "'" | '"' | ']' | '*/';

const OPENERS: ReadonlyMap<string, Inside> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['[', ']'],
  ['/*', '*/'],
] as const);

/** What a line that began inside something ends inside of. A doubled delimiter closes and opens again, which comes to the same. */
const insideAfter = (line: string, before: Inside): Inside => {
  let inside = before;
  for (const [token] of line.matchAll(/--|\/\*|\*\/|['"[\]]/g)) {
    if (inside !== undefined) {
      if (token === inside) inside = undefined;
    } else if (token === '--') {
      return undefined;
    } else {
      inside = OPENERS.get(token);
    }
  }
  return inside;
};

/** What others stand on comes first, so that most files succeed at their first try. */
const FOLDER_ORDER: readonly string[] = ['types', 'functions', 'views', 'triggers', 'procedures'];

const rank = ({ id }: MigrationFile): number => {
  const place = FOLDER_ORDER.indexOf(id.split('/')[1] ?? '');
  return place < 0 ? FOLDER_ORDER.length : place;
};

const versionOf = ({ id }: MigrationFile): number => {
  const [, digits] = /^migrations\/(\d{4})_[\w-]+\.sql$/.exec(id) ?? [];
  if (digits === undefined) throw new MigrationError('must be named NNNN_name.sql, directly under migrations/.', { file: id });
  return Number(digits);
};

const readFolder = async (folder: string, kind: 'migrations' | 'objects'): Promise<MigrationFile[]> => {
  const root = join(folder, kind);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.sql'));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      // Line ends depend on the checkout, not on the author.
      const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
      const id = `${kind}/${relative(root, path).replaceAll(sep, '/')}`;
      return { id, path, version: undefined, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
};
