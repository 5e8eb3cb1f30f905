// An import as a list of statements in the order in which they run: what is shown before an import is what it does.

import { objectOfPath, quoted } from './items.ts';
import { inOrder } from './order.ts';
import type { PlannedItem, RowPlan } from './plan.ts';
import { dropForeignKeys } from './table-changes.ts';
import { parseTable, tableName } from './table-script.ts';

export type Step = { readonly name: string; readonly sql: string } & (
  | { readonly kind: 'statement' | 'saveModule' }
  | { readonly kind: 'dropModule'; readonly schema: string; readonly object: string }
  /** `sql` is words for people: what runs depends on the columns that the table has by then. */
  | { readonly kind: 'writeRows' | 'deleteRows'; readonly rows: RowPlan }
);

/** Of everything but definitions. `shouldDelete`: also what loses data. */
export function stepsOf(items: readonly PlannedItem[], { shouldDelete }: { shouldDelete: boolean }): Step[] {
  const data = items.flatMap(({ rows }) => rows ?? []).toSorted((a, b) => (a.table < b.table ? -1 : 1));
  const made = inOrder(
    items
      .filter(({ type, change }) => type !== 'definition' && type !== 'data' && change !== 'deleted')
      .map((item) => ({ ...item, text: item.after ?? '' })),
  );
  const gone = shouldDelete
    ? inOrder(
        items
          .filter(({ change, type }) => change === 'deleted' && type !== 'definition' && type !== 'data')
          .map((item) => ({ ...item, text: item.before ?? '' })),
      ).reverse()
    : [];
  const statement = (name: string, statements: readonly string[]): Step[] => statements.map((sql) => ({ kind: 'statement', name, sql }));
  return [
    ...schemas(made).map(
      (name): Step => ({
        kind: 'statement',
        name,
        sql: `IF SCHEMA_ID(N'${name.replaceAll("'", "''")}') IS NULL EXEC (N'CREATE SCHEMA ${quoted(name).replaceAll("'", "''")} AUTHORIZATION dbo');`,
      }),
    ),
    ...made.filter(({ type }) => type === 'type' || type === 'sequence').flatMap((item) => statement(item.name, schemaObject(item))),
    ...made
      .filter(({ type }) => type === 'table' || type === 'module')
      .flatMap((item): Step[] =>
        item.type === 'module' ? [{ kind: 'saveModule', name: item.name, sql: item.text }] : statement(item.name, item.table?.shape ?? []),
      ),
    ...made.flatMap(({ name, table }) => statement(name, table?.indexes ?? [])),
    ...data.filter(({ added, changed }) => added.length + changed.length > 0).map(writing),
    ...made.flatMap(({ name, table }) => statement(name, table?.foreignKeys ?? [])),
    ...(shouldDelete ? data.filter(({ deleted }) => deleted.length > 0).map(deleting) : []),
    ...gone
      .filter(({ type }) => type === 'module')
      .map((item): Step => {
        const { schema, name } = objectOfPath(item.path);
        return {
          kind: 'dropModule',
          name: item.name,
          sql: `DROP ${wordOf(item.path)} ${tableName({ schema, name })};`,
          schema,
          object: name,
        };
      }),
    ...(shouldDelete ? made.flatMap(({ name, table }) => statement(name, table?.drops ?? [])) : []),
    ...gone.filter(({ type }) => type === 'table').flatMap(({ name, text }) => statement(name, dropForeignKeys(parseTable(text)))),
    ...gone.filter(({ type }) => type !== 'module').flatMap((item) => statement(item.name, [dropObject(item)])),
  ];
}

function writing(rows: RowPlan): Step {
  const { table, added, changed } = rows;
  return { kind: 'writeRows', name: table, sql: `-- ${table}: ${added.length} rows added, ${changed.length} changed`, rows };
}

function deleting(rows: RowPlan): Step {
  return { kind: 'deleteRows', name: rows.table, sql: `-- ${rows.table}: ${rows.deleted.length} rows deleted`, rows };
}

function schemas(items: readonly PlannedItem[]): string[] {
  const names = items.map(({ path }) => objectOfPath(path).schema);
  return [...new Set(names)].filter((name) => name.toLowerCase() !== 'dbo');
}

/** A type cannot be altered: it is made anew, which the server refuses while a procedure uses it. */
function schemaObject({ type, change, path, text }: PlannedItem & { text: string }): string[] {
  const create = text.replace(/\nGO\s*$/, '').trim();
  return type === 'type' && change === 'changed' ? [`DROP TYPE ${tableName(objectOfPath(path))};`, create] : [create];
}

function dropObject({ type, path }: PlannedItem): string {
  return `DROP ${type === 'type' ? 'TYPE' : type === 'sequence' ? 'SEQUENCE' : 'TABLE'} ${tableName(objectOfPath(path))};`;
}

function wordOf(path: string): string {
  return (path.split('/')[1] ?? 'procedures').replace(/s$/, '').toUpperCase();
}
