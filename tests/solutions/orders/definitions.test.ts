// The definitions of the order solution: each fits its schema, and together with the database they have no finding at all.

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogue } from '../../../metadata/catalogue.ts';
import { crossCheck } from '../../../metadata/cross-checks.ts';
import type { Checkable } from '../../../metadata/cross-checks/checked-set.ts';
import { describeFinding } from '../../../metadata/findings.ts';
import { formatBody } from '../../../metadata/format.ts';
import { readPackage } from '../../../metadata/packages/read.ts';
import type { Package } from '../../../metadata/packages/read.ts';
import { checkDefinition } from '../../../metadata/validate.ts';
import { compileUserTemplate } from '../../../renderer/templates.ts';
import { installOrders } from './sql/orders-database.ts';
import type { Database } from '../../../sql/connection.ts';

const FOLDER = join(import.meta.dirname, '../../../sql/solutions/orders');

describe('definitions of the order solution', () => {
  let db: Database;
  let read: Package;

  beforeAll(async () => {
    read = await readPackage(FOLDER);
    db = await installOrders();
  }, 120_000);

  afterAll(async () => {
    await db?.close();
  });

  test('all fit their schemas', () => {
    expect(read.findings.map(describeFinding)).toEqual([]);
    expect(read.definitions.length).toBeGreaterThan(90);
  });

  test('agree with each other and with the procedures', async () => {
    const all = read.definitions.map(
      ({ kind, code, body }): Checkable => ({ kind, code, ...checkDefinition(kind, structuredClone(body), code) }),
    );
    const findings = crossCheck(all, { catalogue: await readCatalogue(db) });
    expect(findings.map(describeFinding)).toEqual([]);
  });

  test('speak both languages wherever they speak', () => {
    const lacking = read.definitions.flatMap(({ kind, code, body }) => oneSided(body).map((text) => `${kind}/${code}: ${text}`));
    expect(lacking).toEqual([]);
    const blocks = read.definitions.filter(({ kind, body }) => kind === 'block' && textOf(body, 'hasProcedure') !== '');
    expect(blocks.filter(({ body }) => textOf(body, 'htmlRu') === '').map(({ code }) => code)).toEqual([]);
  });

  test('hold blocks that compile', () => {
    const bodies = read.definitions
      .filter(({ kind }) => kind === 'block')
      .flatMap(({ body }) => [textOf(body, 'html'), textOf(body, 'htmlRu')]);
    for (const html of bodies) expect(() => compileUserTemplate(html)).not.toThrow();
  });

  test('are written as an export would write them', async () => {
    for (const { kind, code, body } of read.definitions) {
      const text = await readFile(join(FOLDER, 'definitions', kind, `${code}.json`), 'utf8');
      expect(text, `${kind}/${code}`).toBe(`${formatBody(kind, body)}\n`);
    }
  });
});

function textOf(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return value === undefined ? '' : String(value);
}

/** Texts with Cyrillic letters that stand for both languages (names of languages and examples aside), and texts that have one language only. */
function oneSided(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => oneSided(item, name));
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' &&
      /[а-яё]/i.test(value) &&
      !['ru', 'htmlRu'].includes(name) &&
      !['Русский', 'Бумага А4'].includes(value)
      ? [value]
      : [];
  }
  const own = value as Record<string, unknown>;
  if (('en' in own || 'ru' in own) && !(typeof own.en === 'string' && typeof own.ru === 'string')) return [JSON.stringify(own)];
  return Object.entries(own).flatMap(([key, inner]) => oneSided(inner, key));
}
