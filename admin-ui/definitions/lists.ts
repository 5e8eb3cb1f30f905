// The tables whose rows link to the page of one record: where a record for its preview can be found.

import type { App } from '../../engine/app.ts';
import { roleCodes } from '../../metadata/cross-checks/checked-set.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { TableDefinition } from '../../metadata/kinds/table.ts';
import { walkBody } from '../../metadata/walk.ts';
import { runSql } from '../../sql/query.ts';
import { cell } from '../../sql/result-sets.ts';

export interface LeadingList {
  readonly code: string;
  readonly roles: readonly string[];
}

/** A link in the definition, or in the procedure that gives the rows (`link_number`), begins as the page's address does. */
export async function listsLeadingTo({ definitions, developerDb }: App, page: string): Promise<LeadingList[]> {
  const entry = definitions.get('page', page);
  if (entry === undefined || !('definition' in entry)) return [];
  const route = entry.definition.route ?? `/${entry.code}/{itemID}`;
  const beginning = route.slice(0, Math.max(route.indexOf('{'), 0));
  if (beginning.length < 2) return [];
  const [set] = await runSql(
    developerDb,
    `SELECT LOWER(s.name + N'.' + o.name) AS name FROM sys.sql_modules AS m
     INNER JOIN sys.objects AS o ON o.object_id = m.object_id
     INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
     WHERE o.name LIKE N'crud[_]%[_]getItems' AND CHARINDEX(@quoted, m.definition) > 0;`,
    { quoted: `'${beginning}` },
  );
  const modules = new Set((set?.rows ?? []).map((row) => String(cell(row, 'name'))));
  return definitions.all('table').flatMap((table) => {
    if (!('definition' in table)) return [];
    const { definition, code } = table;
    const leads = modules.has(`${definition.schema}.crud_${code}_getItems`.toLowerCase()) || linksTo(definition, beginning);
    return leads ? [{ code, roles: roleCodes(definition.roles) }] : [];
  });
}

function linksTo(definition: TableDefinition, beginning: string): boolean {
  let leads = false;
  walkBody(kinds.table.schema, definition, ({ schema, value }) => {
    leads ||= schema['x-editor'] === 'link' && typeof value === 'string' && value.startsWith(`${beginning}{`);
  });
  return leads;
}
