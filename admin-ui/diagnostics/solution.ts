// The health of definitions and modules: what is broken or missing, what nobody uses, what was changed since it came with a package.

import type { App } from '../../engine/app.ts';
import { kinds, kindNames } from '../../metadata/kinds.ts';
import { proceduresOf } from '../../metadata/procedure-needs.ts';
import { named } from '../../metadata/procedure-needs.ts';
import { digestOf } from '../../metadata/packages/items.ts';
import { readKnown } from '../../metadata/packages/bases.ts';
import { readState } from '../../metadata/packages/state.ts';
import type { Lang } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import { solutionFindings } from '../definitions/check.ts';
import { isAlias, quoteName, splitName } from '../workshop/names.ts';
import type { Finding } from './finding.ts';

export async function solutionHealth(app: App, lang: Lang): Promise<Finding[]> {
  const [definitions, unused, dangling, changed] = await Promise.all([
    definitionFindings(app, lang),
    unusedProcedures(app),
    danglingReferences(app),
    changedModules(app),
  ]);
  return [...definitions, ...dangling, ...unused, ...changed];
}

export function moduleUrl(name: string): string {
  const { schema, name: own } = splitName(name);
  return `/admin/workshop/module/${encodeURIComponent(schema)}/${encodeURIComponent(own)}`;
}

async function definitionFindings(app: App, lang: Lang): Promise<Finding[]> {
  return (await solutionFindings(app)).map(({ severity, kind, code, pointer, message }) => ({
    rule: 'definition',
    severity: severity === 'error' ? 'danger' : 'info',
    place: `${kind} ${code}`,
    url: `/admin/definitions/${kind}/${encodeURIComponent(code)}`,
    detail: `${pointer === '' ? '' : `${pointer}: `}${message[lang]}`,
  }));
}

interface Used {
  readonly names: ReadonlySet<string>;
  /** Procedures of parts, `fm_order_{field}_dict`: what comes before and after the part's code. */
  readonly parts: readonly (readonly [string, string])[];
}

/** Procedures by convention of a component that no definition has, and that no other module calls. */
async function unusedProcedures(app: App): Promise<Finding[]> {
  const [procedures, references] = await runSql(
    app.developerDb,
    `SELECT s.name AS schemaName, p.name FROM sys.procedures AS p JOIN sys.schemas AS s ON s.schema_id = p.schema_id
     WHERE s.name <> N'platform' AND p.is_ms_shipped = 0;
     SELECT DISTINCT d.referenced_entity_name AS name FROM sys.sql_expression_dependencies AS d WHERE d.referenced_entity_name IS NOT NULL;`,
  );
  const called = new Set((references?.rows ?? []).map((row) => String(cell(row, 'name')).toLowerCase()));
  const used = usedBy(app);
  const prefixes = kindNames.flatMap((kind) => kinds[kind].procedures.map(({ name }) => name.slice(0, name.indexOf('{')).toLowerCase()));
  return (procedures?.rows ?? []).flatMap((row): Finding[] => {
    const schema = String(cell(row, 'schemaName'));
    const name = String(cell(row, 'name'));
    const full = `${schema}.${name}`.toLowerCase();
    const isComponent = prefixes.some((prefix) => prefix.length > 1 && name.toLowerCase().startsWith(prefix));
    const isPart = used.parts.some(
      ([before, after]) => full.length > before.length + after.length && full.startsWith(before) && full.endsWith(after),
    );
    if (!isComponent || isPart || used.names.has(full) || called.has(name.toLowerCase())) return [];
    return [
      {
        rule: 'procedureUnused',
        severity: 'info',
        place: `${schema}.${name}`,
        url: moduleUrl(`${schema}.${name}`),
        detail: '',
        sql: `DROP PROCEDURE ${quoteName(schema)}.${quoteName(name)};`,
      },
    ];
  });
}

function usedBy(app: App): Used {
  const names = new Set<string>();
  const parts: [string, string][] = [];
  for (const kind of kindNames) {
    for (const stored of app.definitions.all(kind)) {
      // A broken definition may still be about to use what bears its name.
      const schema = 'findings' in stored || !('schema' in stored.definition) ? 'dbo' : String(stored.definition.schema);
      for (const { name } of kinds[kind].procedures) {
        const [before = '', after] = `${schema}.${name}`.replace('{code}', stored.code).toLowerCase().split('{member}');
        if (after === undefined) names.add(before);
        else parts.push([before, after]);
      }
      if ('findings' in stored) continue;
      for (const needed of proceduresOf(named(kind, stored.code, stored.definition))) names.add(needed.name.toLowerCase());
    }
  }
  return { names, parts };
}

/** Modules that name an object of this database which is not there. Temporary tables and names known only at run time are no objects. */
async function danglingReferences(app: App): Promise<Finding[]> {
  const [set] = await runSql(
    app.developerDb,
    `SELECT s.name AS schemaName, o.name, d.referenced_schema_name AS missingSchema, d.referenced_entity_name AS missing, m.definition
     FROM sys.sql_expression_dependencies AS d
     JOIN sys.objects AS o ON o.object_id = d.referencing_id
     JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     JOIN sys.sql_modules AS m ON m.object_id = o.object_id
     WHERE o.is_ms_shipped = 0 AND s.name <> N'platform' AND o.type IN ('P', 'V', 'TR', 'FN', 'IF', 'TF')
       AND d.referenced_id IS NULL AND d.referenced_class = 1 AND d.is_ambiguous = 0 AND d.is_caller_dependent = 0
       AND d.referenced_server_name IS NULL AND d.referenced_database_name IS NULL AND ISNULL(d.referenced_schema_name, N'dbo') <> N'sys'
       AND LEFT(d.referenced_entity_name, 1) <> N'#'
       AND OBJECT_ID(QUOTENAME(ISNULL(d.referenced_schema_name, s.name)) + N'.' + QUOTENAME(d.referenced_entity_name)) IS NULL
     ORDER BY s.name, o.name;`,
  );
  return (set?.rows ?? []).flatMap((row): Finding[] => {
    const place = `${String(cell(row, 'schemaName'))}.${String(cell(row, 'name'))}`;
    const schema = cell(row, 'missingSchema');
    const missing = String(cell(row, 'missing'));
    if (schema === null && isAlias(String(cell(row, 'definition')), missing)) return [];
    const detail = schema === null ? missing : `${String(schema)}.${missing}`;
    return [{ rule: 'referenceMissing', severity: 'danger', place, url: moduleUrl(place), detail }];
  });
}

/** Modules whose text is not that of the package with which they last came in or went out. */
async function changedModules(app: App): Promise<Finding[]> {
  const { state, known } = await inTransaction(app.developerDb, async (session) => ({
    state: await readState(session),
    known: await readKnown(session),
  }));
  return [...state].flatMap(([key, { type, name, text }]): Finding[] => {
    const base = known.bases.get(key);
    if (type !== 'module' || base === undefined || base.digest === digestOf(text)) return [];
    return [{ rule: 'moduleChanged', severity: 'info', place: name, url: moduleUrl(name), detail: base.package }];
  });
}
