// Every change of every definition and T-SQL module as one history: pages of it, one change with what was before and what is now, and what
// a number of changes come to together.

import type { Database } from '../../sql/connection.ts';
import { runSql } from '../../sql/query.ts';
import type { SqlParameters } from '../../sql/query.ts';
import type { Row } from '../../sql/result-sets.ts';
import { definitionPath, keyOf } from '../../metadata/packages/items.ts';
import { moduleItem } from '../../metadata/packages/state.ts';
import { shownDefinition } from '../workshop/module-head.ts';

export interface HistoryFilter {
  /** A kind of definitions, `module`, or '' for all. */
  readonly kind: string;
  readonly who: string;
  readonly code: string;
  /** Part of the body or the comment. */
  readonly text: string;
  /** `yyyy-MM-ddTHH:mm`, UTC; '' is open. */
  readonly from: string;
  readonly to: string;
  /** From 1. */
  readonly page: number;
}

/** `d17` of platform.definition_history, `m17` of platform.module_history. */
export type ChangeID = string;

export interface ListedChange {
  readonly id: ChangeID;
  readonly kind: string;
  /** Code of a definition, name of a module with its schema. */
  readonly name: string;
  readonly action: 'insert' | 'update' | 'delete';
  readonly comment: string | null;
  /** `workshop`, `package`, `outside`, … of modules. */
  readonly source: string | null;
  readonly changed: Date;
  readonly changedBy: string | null;
}

export interface Change extends ListedChange {
  /** Texts; undefined where there was nothing. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly now: string | undefined;
  /** Of the definition now, 0 when there is none; of a module the number of its last change. */
  readonly currentVersion: number;
}

/** What several changes of one item come to. */
export interface ItemChange {
  readonly kind: string;
  readonly name: string;
  /** In a package; undefined for a module that cannot be read. */
  readonly path: string | undefined;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly count: number;
  readonly people: readonly string[];
}

const PAGE_SIZE = 50;
const MOST_CHANGES = 5_000;

/** Latest first, with one more than a page holds when there is a next page. */
export async function listChanges(
  db: Pick<Database, 'pool'>,
  filter: HistoryFilter,
): Promise<{ changes: ListedChange[]; hasMore: boolean }> {
  const [set] = await runSql(
    db,
    `SELECT h.id, h.kind, h.name, h.action, h.comment, h.source, h.changed, h.changedBy
     FROM (${changesSql(filter)}) AS h
     ORDER BY h.changed DESC, h.id DESC
     OFFSET @skip ROWS FETCH NEXT ${PAGE_SIZE + 1} ROWS ONLY;`,
    { ...parametersOf(filter), skip: (filter.page - 1) * PAGE_SIZE },
  );
  const changes = (set?.rows ?? []).map(changeOf);
  return { changes: changes.slice(0, PAGE_SIZE), hasMore: changes.length > PAGE_SIZE };
}

/** Who changed anything, for the filter. */
export async function listAuthors(db: Pick<Database, 'pool'>): Promise<string[]> {
  const [set] = await runSql(
    db,
    `SELECT changedBy FROM platform.definition_history WHERE changedBy IS NOT NULL
     UNION
     SELECT changedBy FROM platform.module_history WHERE changedBy IS NOT NULL
     ORDER BY changedBy;`,
  );
  return (set?.rows ?? []).map(({ changedBy }) => String(changedBy));
}

export async function readChange(db: Pick<Database, 'pool'>, id: ChangeID): Promise<Change | undefined> {
  const isModule = id.startsWith('m');
  const [set] = await runSql(db, isModule ? MODULE_SQL : DEFINITION_SQL, { id: Number(id.slice(1)) });
  const row = set?.rows[0];
  if (row === undefined) return undefined;
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? textOf(isModule, row, value) : undefined);
  return {
    ...changeOf(row),
    before: text(row.before),
    after: text(row.after),
    now: text(row.present),
    currentVersion: Number(row.version ?? 0),
  };
}

/** The items that changed, each with its state before the first and after the last of the changes. */
export async function changeSet(
  db: Pick<Database, 'pool'>,
  of: { readonly filter: HistoryFilter } | { readonly ids: readonly ChangeID[] },
): Promise<ItemChange[]> {
  const isSelection = 'ids' in of;
  const source = isSelection ? changesSql(undefined) : changesSql(of.filter);
  const wanted = isSelection ? 'JOIN OPENJSON(@ids) AS j ON j.value = h.id COLLATE DATABASE_DEFAULT' : '';
  const [set] = await runSql(
    db,
    `SELECT TOP (${MOST_CHANGES}) h.id, h.kind, h.name, h.action, h.comment, h.source, h.changed, h.changedBy
     FROM (${source}) AS h ${wanted}
     ORDER BY h.changed, h.id;`,
    isSelection ? { ids: JSON.stringify(of.ids) } : parametersOf(of.filter),
  );
  const byItem = Map.groupBy((set?.rows ?? []).map(changeOf), ({ kind, name }) => keyOf(`${kind}/${name}`));
  const items = await Promise.all([...byItem.values()].map((changes) => together(db, changes)));
  return items.filter(({ before, after }) => before !== after).sort((a, b) => (`${a.kind}/${a.name}` < `${b.kind}/${b.name}` ? -1 : 1));
}

async function together(db: Pick<Database, 'pool'>, changes: readonly ListedChange[]): Promise<ItemChange> {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) throw new Error('a group of changes is empty');
  const [start, end] = [await readChange(db, first.id), await readChange(db, last.id)];
  const { kind, name } = last;
  const after = end?.after;
  return {
    kind,
    name,
    path: kind === 'module' ? moduleItem(after ?? start?.before ?? '')?.path : definitionPath(kind, name),
    before: start?.before,
    after,
    count: changes.length,
    people: [...new Set(changes.flatMap(({ changedBy }) => changedBy ?? []))],
  };
}

/** Both histories in one shape. A module that is seen for the first time has not been changed. */
function changesSql(filter: HistoryFilter | undefined): string {
  const conditions = (column: { name: string; text: string }): string =>
    filter === undefined
      ? ''
      : `AND (@who = N'' OR h.changedBy = @who)
         AND (@code = N'' OR ${column.name} LIKE @codeLike)
         AND (@text = N'' OR h.comment LIKE @textLike OR ${column.text} LIKE @textLike)
         AND (@from = N'' OR h.changed >= CONVERT(datetime2(3), NULLIF(@from, N''), 126))
         AND (@to = N'' OR h.changed < DATEADD(MINUTE, 1, CONVERT(datetime2(3), NULLIF(@to, N''), 126)))`;
  const definitions = `SELECT CONCAT(N'd', h.id) AS id, CONVERT(nvarchar(32), h.kind) AS kind, CONVERT(nvarchar(260), h.code) AS name, h.action, h.comment,
      CONVERT(varchar(12), NULL) AS source, h.changed, h.changedBy
    FROM platform.definition_history AS h
    WHERE (@kind = N'' OR h.kind = @kind) ${conditions({ name: 'h.code', text: 'h.body' })}`;
  const modules = `SELECT CONCAT(N'm', h.id), N'module', CONCAT(h.schemaName, N'.', h.name), ${MODULE_ACTION}, h.comment, h.source, h.changed, h.changedBy
    FROM platform.module_history AS h
    OUTER APPLY (SELECT TOP (1) p.id, p.definition FROM platform.module_history AS p WHERE p.schemaName = h.schemaName AND p.name = h.name AND p.id < h.id ORDER BY p.id DESC) AS p
    WHERE (@kind = N'' OR @kind = N'module') AND (p.id IS NOT NULL OR h.source <> 'outside')
      ${conditions({ name: "CONCAT(h.schemaName, N'.', h.name)", text: 'h.definition' })}`;
  const both = `${definitions} UNION ALL ${modules}`;
  return filter === undefined ? both.replaceAll('@kind', "N''") : both;
}

function parametersOf({ kind, who, code, text, from, to }: HistoryFilter): SqlParameters {
  const part = (value: string): string => `%${value.replace(/[[%_]/g, '[$&]')}%`;
  return { kind, who, code, codeLike: part(code), text, textLike: part(text), from, to };
}

function changeOf(row: Row): ListedChange {
  const { comment, source, changedBy } = row;
  return {
    id: String(row.id),
    kind: String(row.kind),
    name: String(row.name),
    action: String(row.action) as ListedChange['action'],
    comment: typeof comment === 'string' ? comment : null,
    source: typeof source === 'string' ? source : null,
    changed: new Date(`${String(row.changed)}Z`),
    changedBy: typeof changedBy === 'string' ? changedBy : null,
  };
}

/** Definitions may have been written by SQL on one line. */
function textOf(isModule: boolean, row: Row, value: string): string {
  if (isModule) {
    const [schema = '', ...name] = String(row.name).split('.');
    return shownDefinition(value, { schema, name: name.join('.') });
  }
  try {
    return `${JSON.stringify(JSON.parse(value), null, 2)}\n`;
  } catch {
    return value;
  }
}

const MODULE_ACTION = `CASE WHEN h.definition IS NULL THEN 'delete' WHEN p.definition IS NULL THEN 'insert' ELSE 'update' END`;

const DEFINITION_SQL = `
SELECT CONCAT(N'd', h.id) AS id, h.kind, h.code AS name, h.action, h.comment, NULL AS source, h.changed, h.changedBy,
  CASE WHEN h.action = 'insert' THEN NULL WHEN h.action = 'delete' THEN h.body ELSE p.body END AS [before],
  CASE WHEN h.action <> 'delete' THEN h.body END AS [after], d.body AS present, d.version
FROM platform.definition_history AS h
OUTER APPLY (SELECT TOP (1) o.body FROM platform.definition_history AS o WHERE o.kind = h.kind AND o.code = h.code AND o.id < h.id ORDER BY o.id DESC) AS p
LEFT JOIN platform.definition AS d ON d.kind = h.kind AND d.code = h.code
WHERE h.id = @id;`;

const MODULE_SQL = `
SELECT CONCAT(N'm', h.id) AS id, N'module' AS kind, CONCAT(h.schemaName, N'.', h.name) AS name, ${MODULE_ACTION} AS action, h.comment, h.source,
  h.changed, h.changedBy, p.definition AS [before], h.definition AS [after],
  OBJECT_DEFINITION(OBJECT_ID(CONCAT(QUOTENAME(h.schemaName), N'.', QUOTENAME(h.name)))) AS present,
  (SELECT MAX(o.id) FROM platform.module_history AS o WHERE o.schemaName = h.schemaName AND o.name = h.name) AS version
FROM platform.module_history AS h
OUTER APPLY (SELECT TOP (1) o.id, o.definition FROM platform.module_history AS o WHERE o.schemaName = h.schemaName AND o.name = h.name AND o.id < h.id ORDER BY o.id DESC) AS p
WHERE h.id = @id;`;
