// A process to be killed: says in which state it finds its database, then imports one of two packages after the other without end, and how
// long each took. Takes the folders of the data and of the platform's SQL.

import { importPackage, planImport } from '../../metadata/packages.ts';
import { isEmptyPlan } from '../../metadata/packages/plan.ts';
import { packageOf } from '../../metadata/packages/read.ts';
import type { Package } from '../../metadata/packages.ts';
import { openDatabase } from '../../sql/connection.ts';
import { runMigrations } from '../../sql/migrations.ts';

const [old, fresh] = [versionOf('old'), versionOf('new')];
const [, , dataDir = '', platform = ''] = process.argv;
const db = await openDatabase({ dataDir });
await runMigrations(db, { scope: 'platform', folder: platform });

const state = await found();
console.log(`state ${state}`);
for (let next = state === 'old' ? fresh : old; ; next = next === old ? fresh : old) {
  const started = performance.now();
  await importPackage(db, next, { username: 'test', shouldDelete: true, onConflict: 'overwrite' });
  console.log(`took ${Math.ceil(performance.now() - started)}\n`);
}

async function found(): Promise<string> {
  if (isEmptyPlan(await planImport(db, old))) return 'old';
  if (isEmptyPlan(await planImport(db, fresh))) return 'new';
  const { added, changed } = await planImport(db, fresh);
  return added.length > 0 && changed.length === 0 ? 'empty' : 'mixed';
}

/** Two versions of everything: a column, rows, texts of procedures and definitions, and one object that only the newer has. */
function versionOf(name: 'old' | 'new'): Package {
  const column = name === 'new' ? ',\n  [note] nvarchar(50) NULL' : '';
  // One row of each version stays, one goes, one comes.
  const rows =
    name === 'new'
      ? {
          columns: ['id', 'note'],
          rows: [
            [2, 'two'],
            [3, 'three'],
          ],
        }
      : { columns: ['id'], rows: [[1], [2]] };
  const files = new Map([
    ['peregrine.json', '{"name":"loop","data":[{"table":"dbo.lp_items","key":["id"],"mode":"merge"}]}'],
    ['data/dbo.lp_items.json', JSON.stringify({ table: 'dbo.lp_items', key: ['id'], ...rows })],
    [
      'tables/lp_items.sql',
      `IF OBJECT_ID(N'[dbo].[lp_items]', N'U') IS NULL\nCREATE TABLE [dbo].[lp_items] (\n  [id] int NOT NULL${column},\n  CONSTRAINT [PK_lp_items] PRIMARY KEY CLUSTERED ([id])\n);\nGO\n`,
    ],
  ]);
  for (let number = 0; number < 12; number++) {
    files.set(
      `objects/procedures/lp_${number}.sql`,
      `CREATE OR ALTER PROCEDURE dbo.lp_${number} @username nvarchar(64) AS SELECT N'${name}' AS version;\n`,
    );
    files.set(`definitions/page/lp-${number}.json`, JSON.stringify({ title: `${name} ${number}`, roles: 'all' }));
  }
  if (name === 'new') files.set('definitions/page/lp-more.json', '{"title":"more"}');
  return packageOf(files, 'loop');
}
