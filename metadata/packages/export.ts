// Writes items of a database as the files of a package, into a folder or a zip. The same database always gives the same bytes.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Database } from '../../sql/connection.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import type { SqlSession } from '../../sql/query.ts';
import { isKindName } from '../kinds.ts';
import { named, proceduresOf } from '../procedure-needs.ts';
import { parseDefinition } from '../validate.ts';
import { noteBases } from './bases.ts';
import { guestScope, isGuest } from './guests.ts';
import { exportData, readCandidates } from './data-read.ts';
import type { DataCandidate } from './data-read.ts';
import { dataFolder, dataPath, rememberedSpecs, rememberSpecs, writtenSpecs } from './data-spec.ts';
import type { DataSpec } from './data-spec.ts';
import { definitionsFolder, keyOf, objectsFolder, sequencesFolder, tablesFolder, typesFolder } from './items.ts';
import type { Items, PackageItem } from './items.ts';
import { appliedFile, manifestFile } from './read.ts';
import type { PackageFiles } from './read.ts';
import { readState } from './state.ts';

export interface ExportSelection {
  /** Paths of items (`definitions/form/order.json`); procedures of the definitions among them come along. The whole solution, without guests, when absent. */
  readonly only?: readonly string[];
  readonly name?: string;
  /** Tables whose rows go along; without it those of the package's last export or import here. */
  readonly data?: readonly DataSpec[] | undefined;
}

export interface ExportResult {
  /** Files that were written, relative to the folder. */
  readonly files: readonly string[];
}

/** The files of a package, and a note of what went out, so that the next import sees what was changed here since. */
export async function exportFiles(db: Pick<Database, 'pool'>, selection: ExportSelection = {}): Promise<PackageFiles> {
  return inTransaction(db, async (session) => {
    const name = selection.name ?? 'solution';
    const isWhole = selection.only === undefined;
    const chosen = selection.data ?? (await rememberedSpecs(session, name));
    const wanted = isWhole ? chosen : chosen.filter(({ table }) => selection.only?.some((path) => keyOf(path) === keyOf(dataPath(table))));
    const items = selected(await readState(session, { data: await exportData(session, wanted) }), selection.only);
    if (selection.data !== undefined) await rememberSpecs(session, { name, specs: wanted, isAll: isWhole });
    const data = wanted.length === 0 ? {} : { data: writtenSpecs(wanted) };
    await noteBases(session, items, await ownersOf(session, name));
    const files = new Map<string, string>();
    if (selection.name !== undefined || !isWhole || wanted.length > 0)
      files.set(manifestFile, json(isWhole ? { name, ...data } : { name, isPartial: true, ...data }));
    if (isWhole) {
      const applied = await appliedIn(session);
      if (Object.keys(applied).length > 0) files.set(appliedFile, json(applied));
    }
    for (const { path, text } of items) files.set(path, text);
    return files;
  });
}

/** What one can choose from, and what was chosen for the package of this name. */
export async function dataChoice(
  db: Pick<Database, 'pool'>,
  name: string,
): Promise<{ candidates: readonly DataCandidate[]; chosen: readonly DataSpec[] }> {
  const session: SqlSession = { run: (text, parameters, options) => runSql(db, text, parameters, options) };
  return { candidates: await readCandidates(session), chosen: await rememberedSpecs(session, name) };
}

/** Into a folder; files of items that are gone are removed from it when the whole solution is exported. */
export async function exportPackage(db: Pick<Database, 'pool'>, folder: string, selection: ExportSelection = {}): Promise<ExportResult> {
  const files = await exportFiles(db, selection);
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (selection.only === undefined) await removeOthers(folder, files);
  return { files: [...files.keys()] };
}

/** As a zip, whose bytes do not depend on the day. */
export function zipOf(files: PackageFiles): Uint8Array {
  const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]): [string, Uint8Array] => [path, strToU8(text)]);
  return zipSync(Object.fromEntries(entries), { mtime: ZIP_DAY });
}

const ZIP_DAY = '2000-01-01T00:00:00';

/** The items of a database as they are now; rows of those tables whose rows travel with the package of this name. */
export async function readItems(db: Pick<Database, 'pool'>, { name, data }: Pick<ExportSelection, 'name' | 'data'> = {}): Promise<Items> {
  const session: SqlSession = { run: (text, parameters, options) => runSql(db, text, parameters, options) };
  const specs = data ?? (name === undefined ? [] : await rememberedSpecs(session, name));
  return readState(session, { data: await exportData(session, specs) });
}

function selected(items: Items, only: readonly string[] | undefined): PackageItem[] {
  if (only === undefined) return [...items.values()].filter((item) => !isGuest(item));
  const wanted = new Set(only.map(keyOf));
  const own = [...items].filter(([key]) => wanted.has(key)).map(([, item]) => item);
  const procedures = new Set(own.flatMap(componentProcedures));
  return [...items]
    .filter(([key, { type, name }]) => wanted.has(key) || (type === 'module' && procedures.has(name.toLowerCase())))
    .map(([, item]) => item);
}

function componentProcedures({ type, name, text }: PackageItem): string[] {
  if (type !== 'definition') return [];
  const [kind = '', code = ''] = name.split('/');
  if (!isKindName(kind)) return [];
  const { definition } = parseDefinition(kind, text, code);
  return definition === undefined ? [] : proceduresOf(named(kind, code, definition)).map((procedure) => procedure.name.toLowerCase());
}

/** Items stay with the package that they came with. */
async function ownersOf(session: SqlSession, name: string): Promise<(path: string) => string> {
  const [set] = await session.run('SELECT path, package FROM platform.package_item;');
  const owners = new Map((set?.rows ?? []).map((row) => [String(row.path), String(row.package)]));
  return (path) => owners.get(keyOf(path)) ?? name;
}

async function appliedIn(session: SqlSession): Promise<Record<string, Record<string, string>>> {
  const [set] = await session.run(`SELECT scope, id, checksum FROM platform.migration WHERE scope NOT IN (N'platform', @guest);`, {
    guest: guestScope,
  });
  const rows = (set?.rows ?? []).map((row) => ({ scope: String(row.scope), id: String(row.id), checksum: String(row.checksum) }));
  const scopes = [...new Set(rows.map(({ scope }) => scope))].sort();
  return Object.fromEntries(
    scopes.map((scope) => [
      scope,
      Object.fromEntries(
        rows
          .filter((row) => row.scope === scope)
          .map(({ id, checksum }): [string, string] => [id, checksum])
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    ]),
  );
}

async function removeOthers(folder: string, files: PackageFiles): Promise<void> {
  for (const part of [definitionsFolder, objectsFolder, tablesFolder, dataFolder, typesFolder, sequencesFolder]) {
    for (const path of await readdir(join(folder, part), { recursive: true }).catch(() => [])) {
      const isItem = path.endsWith('.json') || path.endsWith('.sql');
      if (isItem && !files.has(`${part}/${path.replaceAll('\\', '/')}`)) await rm(join(folder, part, path));
    }
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
