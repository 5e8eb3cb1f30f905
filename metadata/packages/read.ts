// Reads a package from its folder: `peregrine.json` (name), `definitions/{kind}/{code}.json`, and whether it brings SQL. Everything that
// is wrong in any file is found at once; nothing is thrown for a bad file.

import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { toFinding } from '../findings.ts';
import type { Finding } from '../findings.ts';
import { isKindName } from '../kinds.ts';
import type { KindName } from '../kinds.ts';
import { codePattern } from '../kinds/shared.ts';
import { validateText } from '../validate.ts';
import type { PackageDefinition } from './plan.ts';

export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly definitions: readonly PackageDefinition[];
  /** It has versioned or repeatable SQL files beside its definitions. */
  readonly hasSql: boolean;
  readonly findings: readonly Finding[];
}

export const definitionsFolder = 'definitions';
export const manifestFile = 'peregrine.json';

const code = new RegExp(codePattern);

export async function readPackage(folder: string): Promise<Package> {
  const findings: Finding[] = [];
  const definitions: PackageDefinition[] = [];
  const root = join(folder, definitionsFolder);
  for (const kind of (await entriesOf(root)).filter((entry) => entry.isDirectory()).map(({ name }) => name)) {
    if (!isKindName(kind)) {
      findings.push(strange({ kind, code: '' }, `There is no kind "${kind}".`, `Вида «${kind}» нет.`));
      continue;
    }
    for (const file of (await entriesOf(join(root, kind))).filter((entry) => entry.isFile() && entry.name.endsWith('.json'))) {
      const read = readDefinitionText(kind, file.name.slice(0, -'.json'.length), await readFile(join(root, kind, file.name), 'utf8'));
      findings.push(...read.findings);
      if (read.definition !== undefined) definitions.push(read.definition);
    }
  }
  const hasSql = (await entriesOf(folder)).some(
    (entry) => entry.isDirectory() && (entry.name === 'migrations' || entry.name === 'objects'),
  );
  return { name: await nameOf(folder), folder, definitions, hasSql, findings };
}

function readDefinitionText(kind: KindName, name: string, json: string): { definition?: PackageDefinition; findings: Finding[] } {
  if (!code.test(name))
    return { findings: [strange({ kind, code: name }, 'The file is not named after a code.', 'Файл назван не кодом.')] };
  const findings = validateText(kind, json, name);
  return findings.length > 0 ? { findings } : { definition: { kind, code: name, body: JSON.parse(json) }, findings };
}

async function nameOf(folder: string): Promise<string> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, manifestFile), 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'name' in manifest && typeof manifest.name === 'string') return manifest.name;
  } catch {
    // Without a readable manifest the folder's own name will do.
  }
  return basename(resolve(folder));
}

/** In an order that does not depend on the file system; none when there is no such folder. */
async function entriesOf(folder: string) {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function strange(of: { kind: string; code: string }, en: string, ru: string): Finding {
  return toFinding({ pointer: '', message: { en, ru } }, of);
}
