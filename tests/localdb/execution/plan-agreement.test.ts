// What the planner chooses must not change an answer: random queries (fixed seeds) over tables with indexes give the same
// rows as over copies without any, small (read in the written order) and large (joined in a chosen order, with hash tables).

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../../sql/localdb/execution/engine.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';
import { openSession } from './engine-session.ts';
import type { TestSession } from './engine-session.ts';
import { queryMaker } from './random-queries.ts';
import type { Query } from './random-queries.ts';

const engine = createEngine();
let s: TestSession;

const INDEXES: Readonly<Record<string, string>> = {
  a: 'ALTER TABLE {t} ADD CONSTRAINT PK_{t} PRIMARY KEY (id); CREATE INDEX i1 ON {t} (k DESC, v); CREATE INDEX i2 ON {t} (s, id DESC); CREATE INDEX i3 ON {t} (d)',
  b: 'CREATE CLUSTERED INDEX i0 ON {t} (k, id); CREATE UNIQUE INDEX i1 ON {t} (id DESC); CREATE INDEX i2 ON {t} (s DESC); CREATE INDEX i3 ON {t} (v, k DESC)',
  c: 'CREATE UNIQUE CLUSTERED INDEX i0 ON {t} (id DESC); CREATE INDEX i1 ON {t} (k) WHERE v IS NOT NULL; CREATE INDEX i2 ON {t} (s, k); CREATE INDEX i3 ON {t} (d DESC, n)',
};
const WORDS = ['apple', 'APPLE', 'apricot', 'banana', 'Band', 'ban', 'cherry', 'ch', 'Äpfel', "a'b", 'a b', ''];

const fill = (name: string, rows: number, domain: number, seed: number): string => {
  const words = WORDS.map((w, i) => `WHEN ${i} THEN N'${w.replaceAll("'", "''")}'`).join(' ');
  return `INSERT ${name} (id, k, v, s, d, n)
    SELECT value, CASE WHEN value % 11 = ${seed % 11} THEN NULL ELSE (value * ${7 + seed}) % ${domain} END, CASE WHEN value % 13 = 5 THEN NULL ELSE (value * ${31 + seed}) % 20 END,
      CASE (value * ${5 + seed}) % ${WORDS.length + 1} ${words} END, CASE WHEN value % 9 = 4 THEN NULL ELSE DATEADD(day, (value * ${3 + seed}) % 60, '20240101') END, (value * ${11 + seed}) % 100 / 4.0
    FROM GENERATE_SERIES(1, ${rows})`;
};

const COLUMNS = '(id int NOT NULL, k int NULL, v int NULL, s nvarchar(10) NULL, d date NULL, n decimal(9,2) NOT NULL)';

/** Tables of one size: `<size>_a` with indexes and `#<size>_a` without. */
const make = async (size: string, counts: Readonly<Record<string, number>>, domain: number): Promise<void> => {
  let seed = 1;
  for (const [name, rows] of Object.entries(counts)) {
    const table = `${size}_${name}`;
    seed += 2;
    const { errors } = await s.run(`CREATE TABLE ${table} ${COLUMNS}; CREATE TABLE #${table} ${COLUMNS};
GO
${fill(table, rows, domain, seed)};
${fill(`#${table}`, rows, domain, seed)};
${(INDEXES[name] ?? '').replaceAll('{t}', table)}`);
    expect(errors).toEqual([]);
  }
};

beforeAll(async () => {
  s = openSession(engine);
  await s.run('CREATE DATABASE d;\nGO\nUSE d;');
  await make('s', { a: 45, b: 30, c: 12 }, 9);
  await make('l', { a: 2600, b: 2200, c: 300 }, 500);
});
afterAll(() => engine.close());

const run = async (query: Query, prefix: string): Promise<Value[][]> => {
  const rows = await s.rows(query.text.replaceAll(/\{(\w)\}/g, (_, name: string) => `${prefix}_${name}`));
  return query.isOrdered ? rows : rows.map((r) => [JSON.stringify(r)]).sort();
};

describe.each([
  ['s', 250, [1, 2]],
  ['l', 60, [3]],
] as const)('tables of size %s', (size, count, seeds) => {
  test.each(seeds)('seed %i', async (seed) => {
    const next = queryMaker(seed, size === 'l');
    for (let i = 0; i < count; i++) {
      const query = next();
      expect(await run(query, size), query.text).toEqual(await run(query, `#${size}`));
    }
  });
});
