// Reads a package: from its folder, from a zip, or from any map of files. `peregrine.json` (name), `definitions/{kind}/{code}.json`,
// `objects/`, `tables/`, `data/`, `types/`, `sequences/`, and in the source of a solution `migrations/`. Everything that is wrong in any file is
// found at once; nothing is thrown for a bad file.

import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { splitBatches } from '../../sql/migration-files.ts';
import { toFinding } from '../findings.ts';
import type { Finding } from '../findings.ts';
import { isKindName } from '../kinds.ts';
import type { KindName } from '../kinds.ts';
import { codePattern } from '../kinds/shared.ts';
import { validateText } from '../validate.ts';
import { dataItem, parseData } from './data-rows.ts';
import type { DataRows } from './data-rows.ts';
import { dataFolder, dataPath, readSpecs } from './data-spec.ts';
import type { DataSpec } from './data-spec.ts';
import { definitionsFolder, digestOf, objectOfPath, objectsFolder, sequencesFolder, tablesFolder, toItems, typesFolder } from './items.ts';
import type { Items, PackageItem } from './items.ts';
import { definitionItem, moduleItem } from './state.ts';
import { parseTable, tableItem } from './table-script.ts';

export interface PackageDefinition {
  readonly kind: KindName;
  readonly code: string;
  readonly body: unknown;
}

/** Numbered scripts that run once in a database, in their order. */
export interface PackageMigration {
  readonly id: string;
  readonly text: string;
  readonly checksum: string;
}

export interface Package {
  readonly name: string;
  /** A selection: what is not in it is not thereby deleted. */
  readonly isPartial: boolean;
  readonly items: Items;
  readonly definitions: readonly PackageDefinition[];
  /** Tables whose rows it brings. */
  readonly data: readonly DataSpec[];
  readonly migrations: readonly PackageMigration[];
  /** The files that made its database, by scope: who has the package need not run them. */
  readonly applied: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly findings: readonly Finding[];
}

export const manifestFile = 'peregrine.json';
export const appliedFile = 'migrations.json';
const FOLDERS = [definitionsFolder, objectsFolder, tablesFolder, dataFolder, typesFolder, sequencesFolder, 'migrations'];
const MAX_FILES = 20_000;
const MAX_BYTES = 128 * 1024 * 1024;

const code = new RegExp(codePattern);

export type PackageFiles = ReadonlyMap<string, string>;

export async function readPackage(folder: string): Promise<Package> {
  const files = new Map<string, string>();
  for (const name of [manifestFile, appliedFile]) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => undefined);
    if (text !== undefined) files.set(name, text);
  }
  for (const part of FOLDERS) {
    for (const path of await filesIn(join(folder, part))) files.set(`${part}/${path}`, await readFile(join(folder, part, path), 'utf8'));
  }
  return packageOf(files, basename(resolve(folder)));
}

/** Throws PackageUnreadable for what is not a zip, or one that would unpack to more than a package can be. */
export function readZip(zip: Uint8Array, name: string): Package {
  let files = 0;
  let bytes = 0;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(zip, {
      filter: ({ name: path, originalSize }) => {
        files += 1;
        bytes += originalSize;
        if (files > MAX_FILES || bytes > MAX_BYTES) throw new PackageUnreadable('tooLarge');
        return !path.endsWith('/') && originalSize > 0;
      },
    });
  } catch (error) {
    if (error instanceof PackageUnreadable) throw error;
    throw new PackageUnreadable('noZip');
  }
  const paths = Object.keys(unpacked).map((path) => path.replaceAll('\\', '/'));
  // A folder that was packed as a whole stands above everything.
  const top = /^[^/]+\//.exec(paths.find((path) => path.endsWith(`/${manifestFile}`)) ?? '')?.[0] ?? '';
  const texts = Object.entries(unpacked).map(([path, data]): [string, string] => [path.replaceAll('\\', '/'), strFromU8(data)]);
  return packageOf(new Map(texts.filter(([path]) => path.startsWith(top)).map(([path, text]) => [path.slice(top.length), text])), name);
}

export class PackageUnreadable extends Error {
  readonly reason: 'noZip' | 'tooLarge';
  constructor(reason: 'noZip' | 'tooLarge') {
    super(reason === 'noZip' ? 'This is not a zip archive.' : 'The archive is larger than a package can be.');
    this.name = 'PackageUnreadable';
    this.reason = reason;
  }
}

interface Reading {
  readonly items: PackageItem[];
  readonly definitions: PackageDefinition[];
  readonly data: DataRows[];
  readonly migrations: PackageMigration[];
  readonly findings: Finding[];
}

export function packageOf(files: PackageFiles, standardName: string): Package {
  const reading: Reading = { items: [], definitions: [], data: [], migrations: [], findings: [] };
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [part = '', ...others] = path.split('/');
    if (part === definitionsFolder) readDefinitionFile(reading, others, text);
    else if (part === dataFolder) readDataFile(reading, path, text);
    else if (!path.endsWith('.sql')) continue;
    else if (part === objectsFolder) readObjectFile(reading, path, text);
    else if (part === tablesFolder) readTableFile(reading, path, text);
    else if (part === typesFolder || part === sequencesFolder) readSchemaFile(reading, path, text);
    else if (part === 'migrations') reading.migrations.push({ id: path, ...normal(text) });
  }
  const manifest = objectIn(files.get(manifestFile));
  const listed = readSpecs(manifest.data);
  reading.findings.push(...listed.problems.map((problem) => toFinding(problem, { kind: 'data', code: manifestFile })));
  const applied = objectIn(files.get(appliedFile)) as Package['applied'];
  return {
    name: typeof manifest.name === 'string' ? manifest.name : standardName,
    isPartial: manifest.isPartial === true,
    items: toItems(reading.items),
    definitions: reading.definitions,
    data: reading.data.map(({ table, key }) => ({ mode: 'merge', ...listed.specs.find((spec) => isSame(spec.table, table)), table, key })),
    migrations: reading.migrations,
    applied,
    findings: reading.findings,
  };
}

function readDefinitionFile({ items, definitions, findings }: Reading, [kind = '', file = '', ...deeper]: string[], json: string): void {
  if (!isKindName(kind)) {
    if (!findings.some((finding) => finding.kind === kind && finding.code === ''))
      findings.push(strange({ kind, code: '' }, `There is no kind "${kind}".`, `Вида «${kind}» нет.`));
    return;
  }
  if (!file.endsWith('.json') || deeper.length > 0) return;
  const name = file.slice(0, -'.json'.length);
  if (!code.test(name)) {
    findings.push(strange({ kind, code: name }, 'The file is not named after a code.', 'Файл назван не кодом.'));
    return;
  }
  const wrong = validateText(kind, json, name);
  findings.push(...wrong);
  if (wrong.length > 0) return;
  const body: unknown = JSON.parse(json);
  definitions.push({ kind, code: name, body });
  items.push(definitionItem(kind, name, body));
}

function readObjectFile({ items, findings }: Reading, path: string, text: string): void {
  for (const { text: batch, line } of splitBatches(normal(text).text)) {
    const item = moduleItem(batch);
    if (item !== undefined) items.push(item);
    else
      findings.push(
        strange(
          { kind: 'module', code: path },
          `Line ${line}: this makes no procedure, function, view or trigger.`,
          `Строка ${line}: здесь не создаётся процедура, функция, представление или триггер.`,
        ),
      );
  }
}

function readTableFile({ items, findings }: Reading, path: string, text: string): void {
  const table = parseTable(normal(text).text);
  if (table !== undefined) items.push(tableItem(table));
  else
    findings.push(
      strange(
        { kind: 'table', code: path },
        'This is not a script in the form in which tables are exported.',
        'Это не скрипт в том виде, в котором выгружаются таблицы.',
      ),
    );
}

function readDataFile({ items, data, findings }: Reading, path: string, text: string): void {
  if (!path.endsWith('.json')) return;
  const read = parseData(text);
  if (read.problem !== undefined) findings.push(toFinding(read.problem, { kind: 'data', code: path }));
  if (read.data === undefined) return;
  if (isSame(dataPath(read.data.table), path)) {
    data.push(read.data);
    items.push(dataItem(read.data));
  } else findings.push(strange({ kind: 'data', code: path }, 'The file is not named after its table.', 'Файл назван не по своей таблице.'));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function readSchemaFile({ items }: Reading, path: string, text: string): void {
  const { schema, name } = objectOfPath(path);
  items.push({
    type: path.startsWith(typesFolder) ? 'type' : 'sequence',
    path,
    name: `${schema}.${name}`,
    text: `${normal(text).text.trimEnd()}\n`,
  });
}

/** Line ends depend on the checkout, not on the author; the checksum is that of `sql/migrations.ts`. */
function normal(text: string): { text: string; checksum: string } {
  const own = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return { text: own, checksum: digestOf(own) };
}

function objectIn(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    // Without a readable manifest the folder's own name will do.
    return {};
  }
}

/** Paths of all files below, in an order that does not depend on the file system; none when there is no such folder. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      )
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function strange(of: { kind: string; code: string }, en: string, ru: string): Finding {
  return toFinding({ pointer: '', message: { en, ru } }, of);
}
