// Writes definitions, and the SQL modules of their components, into a package's folder. The same database always gives the same bytes.
// Values of settings are not part of definitions and never leave; the default of a secret setting is left out as well.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { formatBody } from '../format.ts';
import { isKindName } from '../kinds.ts';
import type { KindName } from '../kinds.ts';
import { named, proceduresOf } from '../procedure-needs.ts';
import { listDefinitions } from '../store.ts';
import type { Store, StoredBody } from '../store.ts';
import { parseDefinition } from '../validate.ts';
import { definitionsFolder, manifestFile } from './read.ts';

export interface ExportSelection {
  /** Only these; everything when absent, and then files of definitions that are gone are removed. */
  readonly definitions?: readonly { readonly kind: string; readonly code: string }[];
  /** Procedures of the exported components, every module of schema `dbo`, or none. */
  readonly objects?: 'components' | 'all' | 'none';
  readonly name?: string;
}

export interface ExportResult {
  /** Files that were written, relative to the folder. */
  readonly files: readonly string[];
}

export async function exportPackage(db: Store, folder: string, selection: ExportSelection = {}): Promise<ExportResult> {
  const wanted = selection.definitions && new Set(selection.definitions.map(({ kind, code }) => `${kind}/${code.toLowerCase()}`));
  const stored = (await listDefinitions(db)).filter(({ kind, code }) => wanted?.has(`${kind}/${code.toLowerCase()}`) ?? true);
  const files = new Map<string, string>();
  if (selection.name !== undefined) files.set(manifestFile, `${JSON.stringify({ name: selection.name }, null, 2)}\n`);
  for (const row of stored) {
    if (isKindName(row.kind)) files.set(`${definitionsFolder}/${row.kind}/${row.code}.json`, `${exportedBody(row.kind, row.body)}\n`);
  }
  for (const [path, text] of await modules(db, stored, selection.objects ?? 'components')) files.set(path, text);
  for (const [path, text] of files) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  if (wanted === undefined) await removeOthers(folder, files);
  return { files: [...files.keys()] };
}

function exportedBody(kind: KindName, json: string): string {
  const body = JSON.parse(json) as Record<string, unknown>;
  if (kind === 'setting' && body.isSecret === true) delete body.default;
  return formatBody(kind, body);
}

const moduleFolders: Readonly<Record<string, string>> = {
  P: 'procedures',
  FN: 'functions',
  IF: 'functions',
  TF: 'functions',
  V: 'views',
  TR: 'triggers',
};

async function modules(db: Store, stored: readonly StoredBody[], which: 'components' | 'all' | 'none'): Promise<[string, string][]> {
  if (which === 'none') return [];
  const names = new Set(stored.flatMap(componentProcedures));
  const { rows } = await sql<{ name: string; type: string; definition: string | null }>`
    SELECT o.name, RTRIM(o.type) AS type, m.definition
    FROM sys.sql_modules AS m
    JOIN sys.objects AS o ON o.object_id = m.object_id
    WHERE SCHEMA_NAME(o.schema_id) = N'dbo'
  `.execute(db.kysely);
  return rows.flatMap(({ name, type, definition }): [string, string][] => {
    const inFolder = moduleFolders[type];
    // Encrypted modules have no text; a name with a slash could leave the folder.
    if (inFolder === undefined || definition === null || !/^[\w.-]+$/.test(name)) return [];
    if (which === 'components' && !names.has(`dbo.${name.toLowerCase()}`)) return [];
    return [[`objects/${inFolder}/${name}.sql`, moduleText(definition)]];
  });
}

function componentProcedures({ kind, code, body }: StoredBody): string[] {
  if (!isKindName(kind)) return [];
  const { definition } = parseDefinition(kind, body, code);
  return definition === undefined ? [] : proceduresOf(named(kind, code, definition)).map(({ name }) => name.toLowerCase());
}

/** The server keeps CREATE for what was sent as CREATE OR ALTER; a package must be able to run again. */
function moduleText(definition: string): string {
  const repeatable = definition.replace(/^(\s*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*)CREATE(?:\s+OR\s+ALTER)?\s+/i, '$1CREATE OR ALTER ');
  return `${repeatable.replaceAll('\r\n', '\n').trimEnd()}\n`;
}

async function removeOthers(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const root = join(folder, definitionsFolder);
  for (const path of await readdir(root, { recursive: true }).catch(() => [])) {
    if (path.endsWith('.json') && !files.has(`${definitionsFolder}/${path.replaceAll('\\', '/')}`)) await rm(join(root, path));
  }
}
