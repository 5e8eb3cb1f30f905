// The catalogue as completion and warnings need it: read once for each state of the database.

import type { App } from '../../engine/app.ts';
import { runSql } from '../../sql/query.ts';
import { cell } from '../../sql/result-sets.ts';
import { completionCatalogue } from './objects.ts';
import type { CompletionCatalogue } from './objects.ts';
import { readLevels } from './rules.ts';
import type { KnownTables, RuleLevels } from './rules.ts';

export interface KeptCatalogue {
  /** Changes with every change of an object. */
  readonly stamp: string;
  readonly catalogue: CompletionCatalogue;
  readonly tables: KnownTables;
}

const kept = new WeakMap<App, { readonly stamp: string; readonly catalogue: Promise<KeptCatalogue> }>();

/** What the database holds now. */
export async function catalogueNow(app: App): Promise<KeptCatalogue> {
  const stamp = await stampOf(app);
  const known = kept.get(app);
  if (known?.stamp === stamp) return known.catalogue;
  const catalogue = completionCatalogue(app).then((found): KeptCatalogue => ({ stamp, catalogue: found, tables: tablesOf(found) }));
  kept.set(app, { stamp, catalogue });
  catalogue.catch(() => kept.delete(app));
  return catalogue;
}

/** What the setting `workshopRules` says. */
export async function ruleLevels(app: App): Promise<RuleLevels> {
  const [set] = await runSql(app.db, "SELECT dbo.as_getSetting(N'workshopRules') AS levels;");
  const levels = cell(set?.rows[0], 'levels');
  return readLevels(typeof levels === 'string' ? levels : null);
}

async function stampOf(app: App): Promise<string> {
  const [set] = await runSql(
    app.developerDb,
    'SELECT COUNT_BIG(*) AS objects, CONVERT(varchar(33), MAX(o.modify_date), 126) AS modified FROM sys.objects AS o WHERE o.is_ms_shipped = 0;',
  );
  const row = set?.rows[0];
  return `${String(cell(row, 'objects'))}-${String(cell(row, 'modified'))}`;
}

function tablesOf({ tables }: CompletionCatalogue): KnownTables {
  return new Map(
    tables.map(([schema, name, columns]) => [
      `${schema}.${name}`.toLowerCase(),
      new Map(columns.map(([column, type]) => [column.toLowerCase(), type.toLowerCase()])),
    ]),
  );
}
