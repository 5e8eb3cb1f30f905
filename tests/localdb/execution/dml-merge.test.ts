// MERGE: its clauses, what they see, and what it says of rows that match twice.

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createEngine } from '../../../sql/localdb/execution/engine.ts';
import { openSession } from './engine-session.ts';
import type { TestSession } from './engine-session.ts';

const engine = createEngine();
let s: TestSession;
let next = 0;

beforeAll(() => {
  s = openSession(engine);
});
beforeEach(async () => {
  await s.run(
    `USE master; CREATE DATABASE d${++next};\nGO\nUSE d${next}; CREATE TABLE t (id int PRIMARY KEY, n int DEFAULT 7, m int); INSERT t VALUES (1, 10, 0), (2, 20, 0), (3, 30, 0)`,
  );
});
afterAll(() => engine.close());

const all = 'SELECT id, n FROM t ORDER BY id';

test('the first clause that fits decides', async () => {
  expect(
    await s.rows(`MERGE t USING (VALUES (1, 5), (2, -20), (4, 0), (5, 8)) AS s (id, n) ON s.id = t.id
    WHEN MATCHED AND t.n + s.n = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET n += s.n
    WHEN NOT MATCHED AND s.n > 0 THEN INSERT (id, n) VALUES (s.id, s.n) WHEN NOT MATCHED BY SOURCE THEN UPDATE SET m = t.n
    OUTPUT $action, deleted.id, inserted.id, s.n;`),
  ).toEqual([
    ['UPDATE', 1, 1, 5],
    ['DELETE', 2, null, -20],
    ['INSERT', null, 5, 8],
    ['UPDATE', 3, 3, null],
  ]);
  expect(await s.rows(all)).toEqual([
    [1, 15],
    [3, 30],
    [5, 8],
  ]);
});

test('defaults, DEFAULT VALUES and other forms of values', async () => {
  expect(
    await s.rows(
      `MERGE t USING (SELECT 9 AS id) AS s ON s.id = t.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id); MERGE t USING (SELECT 8 AS id) AS s ON 1 = 0 WHEN NOT MATCHED THEN INSERT VALUES (s.id, DEFAULT, NULL); ${all}`,
    ),
  ).toEqual([
    [1, 10],
    [2, 20],
    [3, 30],
    [8, 7],
    [9, 7],
  ]);
});

test.each([
  ['MERGE t USING (VALUES (1), (1)) AS s (id) ON s.id = t.id WHEN MATCHED THEN UPDATE SET n = 1;', 8672],
  ['MERGE t USING (VALUES (1), (1)) AS s (id) ON s.id = t.id WHEN MATCHED THEN DELETE;', 8672],
  ['MERGE t USING (VALUES (9), (9)) AS s (id) ON s.id = t.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);', 2627],
  ['MERGE t USING (VALUES (9)) AS s (id) ON s.id = t.id WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.id, t.n);', 5333],
  ['MERGE t USING (VALUES (9)) AS s (id) ON s.id = t.id WHEN NOT MATCHED BY SOURCE AND s.id = 1 THEN DELETE;', 5334],
  ['MERGE t USING (VALUES (9)) AS s (id) ON s.id = t.id WHEN NOT MATCHED THEN INSERT (id, n) VALUES (s.id);', 109],
  ['MERGE t USING (VALUES (9)) AS s (id) ON s.id = t.id WHEN NOT MATCHED THEN INSERT (id) VALUES (NULL);', 515],
  ['MERGE t USING (VALUES (9)) AS s (id) ON s.id = t.id WHEN NOT MATCHED THEN INSERT (nope) VALUES (1);', 207],
])('%s fails with %i and changes nothing', async (text, number) => {
  expect(await s.errors(text)).toEqual([number]);
  expect(await s.rows(all)).toEqual([
    [1, 10],
    [2, 20],
    [3, 30],
  ]);
});

test('the same key may be deleted and inserted, and keys may move', async () => {
  expect(
    await s.rows(`MERGE t USING (VALUES (1, 2), (2, 1)) AS s (id, new) ON s.id = t.id WHEN MATCHED THEN UPDATE SET id = s.new; ${all}`),
  ).toEqual([
    [1, 20],
    [2, 10],
    [3, 30],
  ]);
  expect(
    await s.rows(
      `MERGE t USING (VALUES (3)) AS s (id) ON t.id = s.id + 100 WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id) WHEN NOT MATCHED BY SOURCE THEN DELETE; ${all}`,
    ),
  ).toEqual([[3, 7]]);
});

test('a target may be an expression, then only its rows count', async () => {
  expect(
    await s.rows(
      'WITH c AS (SELECT * FROM t WHERE id > 1) MERGE c USING (VALUES (2)) AS s (id) ON s.id = c.id WHEN MATCHED THEN UPDATE SET n = 0 WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action, deleted.id;',
    ),
  ).toEqual([
    ['UPDATE', 2],
    ['DELETE', 3],
  ]);
  expect(await s.rows(all)).toEqual([
    [1, 10],
    [2, 0],
  ]);
});

test('TOP limits the actions; table variables can be targets', async () => {
  expect(
    await s.rows('MERGE TOP (2) t USING (VALUES (1), (2), (3)) AS s (id) ON s.id = t.id WHEN MATCHED THEN DELETE; SELECT @@ROWCOUNT'),
  ).toEqual([[2]]);
  expect(
    await s.rows(
      'DECLARE @v TABLE (id int, n int); INSERT @v VALUES (3, 1); MERGE @v AS v USING t ON t.id = v.id WHEN MATCHED THEN UPDATE SET n = t.n; SELECT * FROM @v',
    ),
  ).toEqual([[3, 30]]);
});
