// The search over everything that a developer edits: definitions, texts of T-SQL modules, tables and columns, labels, users.

import type { RequestContext } from '../../engine/request-context.ts';
import { kindNames } from '../../metadata/kinds.ts';
import { cell } from '../../sql/procedures.ts';
import { runSql } from '../../sql/query.ts';
import { mayOpen } from '../screen.ts';
import { kindTitle, ta } from '../texts.ts';

export interface FoundItem {
  readonly text: string;
  readonly url: string;
  readonly group: string;
  readonly note: string;
}

const MOST = 50;
const MOST_OF_A_GROUP = 12;

const IN_DATABASE = `
SELECT TOP (12) s.name AS [schema], o.name, o.type, CASE WHEN o.name LIKE @part THEN 0 ELSE 1 END AS place,
  SUBSTRING(m.definition, CASE WHEN CHARINDEX(@text, m.definition) > 30 THEN CHARINDEX(@text, m.definition) - 30 ELSE 1 END, 90) AS excerpt
FROM sys.sql_modules AS m
INNER JOIN sys.objects AS o ON o.object_id = m.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE (s.name <> N'platform' OR o.name LIKE @part) AND (o.name LIKE @part OR m.definition LIKE @part)
ORDER BY place, o.name;
SELECT TOP (12) s.name AS [schema], t.name AS [table], MIN(c.name) AS [column]
FROM sys.tables AS t
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
LEFT JOIN sys.columns AS c ON c.object_id = t.object_id AND c.name LIKE @part AND t.name NOT LIKE @part
WHERE t.name LIKE @part OR c.name IS NOT NULL
GROUP BY s.name, t.name ORDER BY t.name;
SELECT TOP (6) id, username, displayName FROM platform.[user]
WHERE username LIKE @part OR displayName LIKE @part OR email LIKE @part ORDER BY username;
SELECT TOP (40) kind, code, body FROM platform.definition WHERE code LIKE @part OR body LIKE @part
ORDER BY CASE WHEN code = @text THEN 0 WHEN code LIKE @part THEN 1 ELSE 2 END, kind, code;`;

/** At most 50, the best of each group first. An editor finds content only. */
export async function find(ctx: RequestContext, text: string): Promise<FoundItem[]> {
  const part = `%${text.replace(/[[%_]/g, '[$&]')}%`;
  const [modules, tables, people, bodies] = await runSql(ctx.app.db, IN_DATABASE, { text, part }, { signal: ctx.signal });
  const isDeveloper = mayOpen(ctx, { roles: ['developer'] });
  const value = (row: Readonly<Record<string, unknown>>, name: string): string => String(cell(row, name) ?? '');
  const definitions = (bodies?.rows ?? []).flatMap((row): FoundItem[] => {
    const kind = kindNames.find((name) => name === value(row, 'kind'));
    if (kind === undefined || (!isDeveloper && !EDITABLE.has(kind))) return [];
    const code = value(row, 'code');
    return [
      {
        text: code,
        url: `/admin/definitions/${kind}/${encodeURIComponent(code)}`,
        group: kindTitle(ctx.lang, kind),
        note: excerpt(value(row, 'body'), text),
      },
    ];
  });
  if (!isDeveloper) return definitions.slice(0, MOST);
  const inDatabase = [
    ...(modules?.rows ?? []).map((row) => ({
      text: `${value(row, 'schema')}.${value(row, 'name')}`,
      url: `/admin/workshop/module/${encodeURIComponent(value(row, 'schema'))}/${encodeURIComponent(value(row, 'name'))}`,
      group: ta(ctx.lang, 'overview.modules'),
      note: value(row, 'excerpt').replace(/\s+/g, ' ').trim(),
    })),
    ...(tables?.rows ?? []).map((row) => ({
      text: `${value(row, 'schema')}.${value(row, 'table')}`,
      url: `/admin/data/${encodeURIComponent(value(row, 'schema'))}/${encodeURIComponent(value(row, 'table'))}`,
      group: ta(ctx.lang, 'overview.tables'),
      note: value(row, 'column'),
    })),
    ...(people?.rows ?? []).map((row) => ({
      text: value(row, 'username'),
      url: `/admin/users/${value(row, 'id')}`,
      group: ta(ctx.lang, 'sections.users'),
      note: value(row, 'displayName'),
    })),
  ];
  return [...definitions.slice(0, MOST - Math.min(inDatabase.length, MOST_OF_A_GROUP * 2)), ...inDatabase].slice(0, MOST);
}

/** Kinds that hold content and nothing that runs. */
const EDITABLE: ReadonlySet<string> = new Set(['label', 'block', 'mailTemplate']);

/** The place of the text in a body, without its JSON signs. */
function excerpt(body: string, text: string): string {
  const at = body.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return '';
  return body
    .slice(Math.max(0, at - 30), at + 60)
    .replace(/[{}"\\\s]+/g, ' ')
    .trim();
}
