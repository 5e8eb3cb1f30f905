import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseBatch } from '../../../sql/localdb/parser/parse.ts';
import { SqlError } from '../../../sql/localdb/types/errors.ts';

interface Expected {
  readonly errors: readonly { readonly number: number; readonly message: string }[];
}

const root = join(import.meta.dirname, '..', 'cases');
// Errors that the parser itself must find, as far as the cases have them.
const OWN = new Set([102, 105, 111, 133, 134, 135, 136, 141, 156, 178, 319, 1033, 1062, 4145, 10704, 10713, 10741]);

const scripts = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sql'));

it.each(scripts)('parses %s but for the batches that must fail', (name) => {
  const text = readFileSync(join(root, name), 'utf8');
  const expected = JSON.parse(readFileSync(join(root, name.replace(/\.sql$/, '.expected.json')), 'utf8')) as Expected[];
  const batches = text.split(/^\s*GO\s*$/im).filter((batch) => batch.trim() !== '');
  batches.forEach((batch, i) => {
    const wanted = expected[i]?.errors ?? [];
    let found: SqlError | undefined;
    try {
      parseBatch(batch);
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      found = error;
    }
    if (found) expect(wanted.map((e) => e.number)).toContain(found.number);
    else expect(wanted.filter((e) => OWN.has(e.number))).toEqual([]);
  });
});
