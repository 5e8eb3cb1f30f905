// The imports that this database has seen.

import type { Database } from '../../sql/connection.ts';

export interface PastImport {
  readonly id: number;
  readonly package: string;
  readonly imported: Date;
  readonly importedBy: string | null;
  readonly summary: { readonly added: number; readonly changed: number; readonly deleted: number };
  readonly undone: Date | null;
  readonly undoneBy: string | null;
  /** Only the last one that stands can be undone: later ones build on it. */
  readonly canUndo: boolean;
}

/** The package that most items of this database came with: what an export of all is called first. */
export async function usualName(db: Pick<Database, 'kysely'>): Promise<string> {
  const row = await db.kysely
    .selectFrom('platform.package_item')
    .select(({ fn }) => ['package', fn.countAll().as('items')])
    .where('package', '<>', 'platform')
    .groupBy('package')
    .orderBy('items', 'desc')
    .top(1)
    .executeTakeFirst();
  return row?.package ?? 'solution';
}

/** The latest ones; the installer's first ones are no imports that anybody would undo. */
export async function listImports(db: Pick<Database, 'kysely'>, limit = 20): Promise<PastImport[]> {
  const rows = await db.kysely
    .selectFrom('platform.package_import')
    .select(['id', 'package', 'imported', 'importedBy', 'summary', 'undone', 'undoneBy'])
    .where('importedBy', '<>', 'installer')
    .orderBy('id', 'desc')
    .top(limit)
    .execute();
  const last = rows.find(({ undone }) => undone === null)?.id;
  return rows.map((row) => ({ ...row, summary: JSON.parse(row.summary) as PastImport['summary'], canUndo: row.id === last }));
}
