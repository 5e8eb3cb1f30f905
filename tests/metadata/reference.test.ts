// The reference in the repository is the one that the schemas make, and its examples are valid.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindExamples } from '../../metadata/docs/examples.ts';
import { referenceMarkdown } from '../../metadata/docs/reference.ts';
import { kindNames } from '../../metadata/kinds.ts';
import { validateDefinition } from '../../metadata/validate.ts';

const folder = join(import.meta.dirname, '../../metadata/docs');

describe('the reference of definitions', () => {
  it.each([
    ['en', 'reference.md'],
    ['ru', 'reference.ru.md'],
  ] as const)('is up to date in %s (else: npm run reference)', async (lang, file) => {
    expect(await readFile(join(folder, file), 'utf8')).toBe(referenceMarkdown(lang));
  });

  it.each(kindNames)('has a valid example of %s', (kind) => {
    expect(validateDefinition(kind, kindExamples[kind], 'example')).toEqual([]);
  });

  it.each(['en', 'ru'] as const)('leads every link of %s to a heading', (lang) => {
    const text = referenceMarkdown(lang);
    const headings = new Set(
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} -]/gu, '')
          .replaceAll(' ', '-'),
      ),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((target) => !headings.has(target))).toEqual([]);
  });

  it.each(['en', 'ru'] as const)('says a meaning for every option of %s', (lang) => {
    const rows = referenceMarkdown(lang)
      .split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(400);
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });
});
