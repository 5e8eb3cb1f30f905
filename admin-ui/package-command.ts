// `npm run package -- export|diff|import <folder|zip>`: the same as the section Versions, for scripts and CI. The database is the one that
// `npm start` would use (MSSQL_URL, or LocalDB in DATA_DIR while no process runs on it).

import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../engine/config.ts';
import { installPlatform } from '../engine/install.ts';
import { createDefinitionCache } from '../metadata/cache.ts';
import { PackageConflict, PackageInvalid, PackageObstacle } from '../metadata/errors.ts';
import {
  dataChoice,
  dataPath,
  exportFiles,
  exportPackage,
  importPackage,
  isEmptyPlan,
  manifestFile,
  planImport,
  readItems,
  readPackage,
  readSpecs,
  readZip,
  splitTable,
  zipOf,
} from '../metadata/packages.ts';
import type { DataCandidate, DataSpec, ImportOptions, Package } from '../metadata/packages.ts';
import { openDatabase } from '../sql/connection.ts';
import type { Database } from '../sql/connection.ts';
import type { Solution } from './definitions/check.ts';
import { moduleWriter } from './versions/module-writer.ts';
import { planErrors } from './versions/plan-errors.ts';
import { findingsOf, planReport } from './versions/report.ts';
import { pathsOf } from './versions/selection.ts';

/** What the process ends with. */
const exitCodes = { done: 0, differs: 1, refused: 2, usage: 3 } as const;

const USAGE = `npm run package -- export <folder|file.zip> [--solution CODE] [--only kind:code,…] [--data TABLE[:KEY+KEY][:insertMissing],…]
npm run package -- diff   <folder|file.zip> [--only kind:code,…]
npm run package -- import <folder|file.zip> [--only kind:code,…] [--dry-run] [--strict] [--delete] [--conflicts stop|keep|overwrite]

  --only       form:order, page:*, table:dbo.ord_orders, procedure:dbo.crud_orders_getItems, …
  --data       tables whose rows go along; without it those of peregrine.json in the folder, else of the last export or import
  --strict     nothing is imported that would leave a definition naming what is not there: a role, a page, a procedure, …
  --delete     consent to deletions: items that the package has no more, columns and rows that its tables have no more
  --conflicts  what to do with items that were changed here since the last import or export: stop (default), keep, overwrite
  --json FILE  writes the report there

Exit codes: 0 done or the same, 1 differences (diff), 2 findings, conflicts or a failure, 3 wrong usage.`;

export interface CommandReport {
  readonly command: string;
  readonly exitCode: number;
  readonly [part: string]: unknown;
}

export interface CommandEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly root: string;
  write(line: string): void;
  /** For tests: the database to work on instead of the configured one. */
  readonly db?: Database;
}

class UsageError extends Error {}

/** Runs the command and answers what it ends with. Never throws for what a user can do. */
export async function runPackageCommand(args: readonly string[], environment: CommandEnvironment): Promise<number> {
  let asked: Asked;
  try {
    asked = readArguments(args);
  } catch (error) {
    environment.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return exitCodes.usage;
  }
  const report = await carriedOut(asked, environment);
  if (asked.json !== undefined) await writeFile(asked.json, `${JSON.stringify(report, null, 2)}\n`);
  return report.exitCode;
}

interface Asked {
  readonly command: 'export' | 'diff' | 'import';
  readonly place: string;
  readonly isZip: boolean;
  readonly solution: string | undefined;
  readonly only: readonly string[] | undefined;
  readonly data: readonly string[] | undefined;
  readonly shouldDelete: boolean;
  readonly isDryRun: boolean;
  readonly isStrict: boolean;
  readonly onConflict: 'stop' | 'keep' | 'overwrite';
  readonly json: string | undefined;
}

function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      solution: { type: 'string' },
      only: { type: 'string' },
      data: { type: 'string' },
      delete: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      strict: { type: 'boolean' },
      conflicts: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const [command, place, ...more] = positionals;
  if (command !== 'export' && command !== 'diff' && command !== 'import') throw new UsageError('Which command: export, diff or import?');
  if (place === undefined || more.length > 0) throw new UsageError('Name one folder or zip file.');
  const onConflict = values.conflicts ?? 'stop';
  if (onConflict !== 'stop' && onConflict !== 'keep' && onConflict !== 'overwrite')
    throw new UsageError('--conflicts is stop, keep or overwrite.');
  return {
    command,
    place: resolve(place),
    isZip: place.toLowerCase().endsWith('.zip'),
    solution: values.solution,
    only: values.only?.split(',').filter((name) => name.trim() !== ''),
    data: values.data?.split(',').filter((name) => name.trim() !== ''),
    shouldDelete: values.delete === true,
    isDryRun: values['dry-run'] === true,
    isStrict: values.strict === true,
    onConflict,
    json: values.json,
  };
}

async function carriedOut(asked: Asked, environment: CommandEnvironment): Promise<CommandReport> {
  let db: Database | undefined;
  try {
    // Before the database: a package that is not there need not wait for it.
    const pkg = asked.command === 'export' ? undefined : await packageAt(asked);
    db = environment.db ?? (await open(environment));
    if (asked.command === 'import' && !asked.isDryRun) await installPlatform(db, pino({ level: 'silent' }));
    return pkg === undefined ? await exported(asked, db, environment) : await compared(asked, { pkg, db, environment });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    environment.write(text);
    return { command: asked.command, exitCode: error instanceof UsageError ? exitCodes.usage : exitCodes.refused, error: text };
  } finally {
    if (environment.db === undefined) await db?.close();
  }
}

async function open({ env, root }: CommandEnvironment): Promise<Database> {
  const config = readConfig(env, [], root);
  const url = config.developerMssqlUrl ?? config.mssqlUrl;
  return openDatabase({
    ...(url === undefined ? {} : { url }),
    dataDir: config.dataDir,
    poolSize: 4,
    applicationName: 'Peregrine packages',
  });
}

async function packageAt({ place, isZip }: Asked): Promise<Package> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) throw new UsageError(`There is no ${place}.`);
  if (found.isDirectory()) return readPackage(place);
  if (!isZip) throw new UsageError(`${place} is neither a folder nor a zip file.`);
  return readZip(await readFile(place), basename(place).replace(/\.zip$/i, ''));
}

async function exported(asked: Asked, db: Database, { write }: CommandEnvironment): Promise<CommandReport> {
  const { place, isZip, solution, only } = asked;
  const name = solution ?? basename(place).replace(/\.zip$/i, '');
  const data = await chosenData(asked, db);
  const paths = only === undefined ? undefined : resolved(await readItems(db, { name, ...(data && { data }) }), only);
  const selection = { name, ...(paths && { only: paths }), ...(data && { data }) };
  let files: readonly string[];
  if (isZip) {
    const map = await exportFiles(db, selection);
    await writeFile(place, zipOf(map));
    files = [...map.keys()];
  } else {
    ({ files } = await exportPackage(db, place, selection));
  }
  write(`${files.length} files of ${name} written to ${place}`);
  return { command: 'export', exitCode: exitCodes.done, package: name, files };
}

/** Of the option, else of the folder's own manifest; undefined leaves it to the database's memory. */
async function chosenData({ data, place, isZip }: Asked, db: Database): Promise<DataSpec[] | undefined> {
  if (data !== undefined) {
    const { candidates } = await dataChoice(db, '');
    return data.map((text) => specOf(text, candidates));
  }
  const manifest = isZip ? undefined : await readFile(join(place, manifestFile), 'utf8').catch(() => undefined);
  if (manifest === undefined) return undefined;
  const { data: listed } = JSON.parse(manifest) as { data?: unknown };
  if (listed === undefined) return undefined;
  const { specs, problems } = readSpecs(listed);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${manifestFile} ${problem.pointer}: ${problem.message.en}`);
  return specs;
}

/** `ord_units`, `dbo.ord_units:code+lang:insertMissing`. */
function specOf(text: string, candidates: readonly DataCandidate[]): DataSpec {
  const [name = '', ...options] = text.trim().split(':');
  const { schema, name: table } = splitTable(name);
  const mode = options.at(-1) === 'insertMissing' ? 'insertMissing' : 'merge';
  const [given] = options.filter((option) => option !== 'insertMissing');
  const known = candidates.find((one) => one.table.toLowerCase() === `${schema}.${table}`.toLowerCase());
  const key = given?.split('+') ?? known?.keys[0];
  if (key === undefined) throw new UsageError(`--data: ${text} is no table with a unique key; name one: ${text}:COLUMN.`);
  return { table: known?.table ?? `${schema}.${table}`, key, mode };
}

function resolved(items: Package['items'], only: readonly string[]): string[] {
  const { paths, unknown } = pathsOf(items, only);
  if (unknown.length > 0) throw new UsageError(`--only: nothing is called ${unknown.join(', ')}.`);
  return paths;
}

/** `diff` and `import`. */
async function compared(
  { command, only, isDryRun, ...asked }: Asked,
  { pkg: whole, db, environment: { write } }: { pkg: Package; db: Database; environment: CommandEnvironment },
): Promise<CommandReport> {
  const pkg = only === undefined ? whole : narrowed(whole, only);
  const findings = findingsOf(pkg, 'en');
  const refuse = (more: object): CommandReport => ({ command, exitCode: exitCodes.refused, package: pkg.name, findings, ...more });
  const options: ImportOptions = {
    username: 'package',
    onConflict: asked.onConflict,
    shouldDelete: asked.shouldDelete,
    modules: moduleWriter('package'),
    onProgress: ({ done, total, name }) => {
      if (done % 50 === 0) write(`${done} of ${total} ${name}`);
    },
  };
  try {
    const isLookOnly = command === 'diff' || isDryRun;
    const plan = isLookOnly || asked.isStrict ? await planImport(db, pkg) : undefined;
    const errors = plan === undefined ? [] : await planErrors(await solutionOf(db), plan, 'en');
    for (const { kind, code, pointer, text } of errors) write(`? ${kind} ${code} ${pointer}: ${text}`);
    if (asked.isStrict && plan !== undefined && errors.length > 0) {
      write(`${errors.length} places would be broken; nothing was imported.`);
      return refuse({ error: 'broken', errors, ...planReport(plan) });
    }
    const result = isLookOnly && plan !== undefined ? plan : await importPackage(db, pkg, { ...options, expectedDigest: plan?.digest });
    const report = planReport(result);
    for (const line of linesOf(report)) write(line);
    const importID = 'importID' in result ? result.importID : undefined;
    return {
      command,
      exitCode: exitCodeOf(result, { command, isLookOnly }),
      findings,
      ...(plan !== undefined && { errors }),
      ...report,
      ...(importID !== undefined && { importID }),
    };
  } catch (error) {
    if (error instanceof PackageInvalid) {
      for (const { item, text } of findings) write(`${item}: ${text}`);
      return refuse({ error: 'invalid' });
    }
    if (error instanceof PackageConflict) {
      write(`${error.message}\nNothing was imported; --conflicts keep or overwrite decides.`);
      return refuse({ error: 'conflicts', ...planReport(error.plan) });
    }
    if (error instanceof PackageObstacle) {
      write(error.message);
      return refuse({ error: error.reason, obstacles: error.obstacles });
    }
    throw error;
  }
}

async function solutionOf(db: Database): Promise<Solution> {
  const definitions = createDefinitionCache(db);
  await definitions.ensure(0);
  return { definitions, db };
}

function narrowed(pkg: Package, only: readonly string[]): Package {
  const paths = new Set(resolved(pkg.items, only).map((path) => path.toLowerCase()));
  return {
    ...pkg,
    isPartial: true,
    migrations: [],
    applied: {},
    items: new Map([...pkg.items].filter(([key]) => paths.has(key))),
    data: pkg.data.filter(({ table }) => paths.has(dataPath(table).toLowerCase())),
  };
}

function exitCodeOf(
  plan: Awaited<ReturnType<typeof planImport>>,
  { command, isLookOnly }: { command: string; isLookOnly: boolean },
): number {
  if (isLookOnly && (plan.conflicts.length > 0 || plan.obstacles.length > 0)) return exitCodes.refused;
  return command === 'diff' && !isEmptyPlan(plan) ? exitCodes.differs : exitCodes.done;
}

function linesOf({ added, changed, deleted, conflicts, unchanged, migrations, obstacles }: ReturnType<typeof planReport>): string[] {
  const list = (sign: string, items: typeof added): string[] =>
    items.map(
      ({ type, name, rows }) =>
        `${sign} ${type === 'definition' ? '' : `${type} `}${name}${rows === undefined ? '' : `: ${rows.added} rows added, ${rows.changed} changed, ${rows.deleted} to delete`}`,
    );
  return [
    ...migrations.map((id) => `> ${id}`),
    ...list('+', added),
    ...list('~', changed),
    ...list('-', deleted),
    ...list('!', conflicts),
    ...obstacles.map((text) => `x ${text}`),
    `${added.length} added, ${changed.length} changed, ${deleted.length} to delete, ${conflicts.length} changed here as well, ${unchanged} the same`,
  ];
}

if (import.meta.main) {
  process.exitCode = await runPackageCommand(process.argv.slice(2), {
    env: process.env,
    root: join(import.meta.dirname, '..'),
    write: (line) => console.log(line),
  });
}
